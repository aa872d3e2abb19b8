"""The register: every entry of every file, resolved against each other, frozen, with what is wrong in it."""

from ropa.register.assemble import assemble
from ropa.register.model import Broken, Entry, Register
from ropa.register.visit import Visit, visit

__all__ = ["Broken", "Entry", "Register", "Visit", "assemble", "visit"]
