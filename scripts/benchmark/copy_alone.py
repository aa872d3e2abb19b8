"""The disk alone: every file of a finished site written once more."""

import shutil
import sys

shutil.copytree(sys.argv[1], sys.argv[2])
