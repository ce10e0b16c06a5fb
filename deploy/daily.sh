#!/bin/sh
# What is to be done every day, in the folder of the site: a backup that is proved by restoring it, links asked, old sign-ins
# and messages forgotten. Backups of a month are kept; all, as long as no new one could be proved.
#
#   sh deploy/daily.sh /var/lib/health-advisor/backups
manage() { .venv/bin/python manage.py "$@"; }

failed=0
if manage restore_drill "$1"; then find "$1" -name 'advisor-*.backup' -mtime +30 -delete; else failed=1; fi
manage forget_logins || failed=1
manage forget_feedback || failed=1
manage check_links
exit $failed
