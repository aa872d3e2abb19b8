"""What can be asked about the records, with one right answer and others that are wrong: questions for a knowledge check.

    activities -> keeping, sharing, lawful, advice -> questions -> choose -> those of a page

Called by the site, which puts them into words. Pure: the same register gives the same questions, whatever the day.
"""

from ropa.quiz.advice import NO, YES
from ropa.quiz.choose import MOST_QUESTIONS, quiz_of
from ropa.quiz.keeping import rows_kept
from ropa.quiz.model import NOBODY, Question, digest
from ropa.quiz.sharing import SOMEWHERE

__all__ = ["MOST_QUESTIONS", "NO", "NOBODY", "SOMEWHERE", "YES", "Question", "digest", "quiz_of", "rows_kept"]
