"""The pages of this room in the admin."""

from . import figure_admin as figure_admin
from . import text_admin as text_admin
