"""The record of processing activities (GDPR Art. 30) as a knowledge base in git."""

__version__ = "0.1.0"
