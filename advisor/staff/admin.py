"""The pages of this room in the admin."""

from . import account_admin as account_admin
from . import feedback_admin as feedback_admin
from . import figure_admin as figure_admin
from . import language_admin as language_admin
from . import link_admin as link_admin
from . import text_admin as text_admin
