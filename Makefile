# make serve · make test · make test-full · make test-postgres · make test-breaking · make coverage · make restore-drill · make accessibility · make pictures · make canary · make mutants · make mutants-mutmut · make fuzz · make soak · make bench · make cluster · make messages · make lock · make sbom · make clean

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := serve
.PHONY: serve ready test checked-code checked-texts test-full test-postgres test-breaking coverage restore-drill accessibility pictures canary mutants mutants-mutmut fuzz soak bench cluster messages lock sbom clean debian-packages FORCE

HOST ?= 127.0.0.1
PORT ?= 8000
DATA_DIR ?= var
PYTHON ?= $(shell command -v python3.11 || command -v python3)
export DATA_DIR
export PIP_DISABLE_PIP_VERSION_CHECK = 1
# Of tests: one more than processors, for some wait.
export PYTEST_XDIST_AUTO_NUM_WORKERS ?= $(shell expr $$(nproc) + 1)

BIN := .venv/bin
MANAGE := $(BIN)/python manage.py
files = $(shell find $(1) -type f -not -name '*.pyc' 2>/dev/null)

# Tests that write to the database or count in the cache; `make test` runs them on PostgreSQL and Redis, too.
WRITES := $(addprefix tests/,directory $(addprefix content/,test_library.py test_seeding.py) \
  $(addprefix staff/test_,accounts.py exchange.py figure_files.py passwords.py releasing.py two_editors.py throttle.py) \
  $(addprefix web/test_,counting.py feedback.py kept_lists.py limits.py))

# Installs Debian's packages $(1) where this account may.
define apt_install
	as=; [ "$$(id -u)" = 0 ] || as="sudo -n"; \
	$$as true 2>/dev/null || { echo "Please install: apt-get install $(1)" >&2; exit 1; }; \
	$$as apt-get update -q && $$as env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $(1)
endef

serve:
	@case "$(HOST)" in 127.0.0.1|localhost) ;; *) \
	  echo "make serve speaks plain http and only to this machine: HOST=$(HOST) is refused, leave it out." >&2; exit 2;; esac
	@$(MAKE) --no-print-directory ready
	@echo
	@echo "  The site is at http://$(HOST):$(PORT)/ and stops with Ctrl-C."
	@echo "  A staff login for http://$(HOST):$(PORT)/admin/ is made with: $(MANAGE) createsuperuser"
	@echo
	@LOOPBACK=1 HOST="$(HOST)" PORT="$(PORT)" exec $(BIN)/gunicorn -c deploy/gunicorn.conf.py

ready: $(DATA_DIR)/seeded $(DATA_DIR)/collected
	@:

test: .venv/dev node_modules/installed debian-packages
	$(MANAGE) check --deploy --fail-level WARNING
	$(MAKE) --no-print-directory --jobs 2 --output-sync=target checked-code checked-texts
	$(BIN)/python -m pytest -n auto --dist worksteal
	$(BIN)/python tests/servers.py $(BIN)/python -m pytest -n auto --dist worksteal -q $(WRITES)

checked-code:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/djlint templates --lint --quiet
	$(MANAGE) makemigrations --check

checked-texts:
	$(MANAGE) check_meaning
	$(MANAGE) check_spelling
	$(MANAGE) check_catalogues

# The suite, or the part of it named by ONLY ("-m database": what uses the database), on Debian's PostgreSQL and Redis, which run on loopback while it lasts.
test-postgres: .venv/dev node_modules/installed debian-packages
	$(BIN)/python tests/servers.py $(BIN)/python -m pytest -n auto --dist worksteal $(ONLY)

# Backs the database up, restores it into a fresh one, and compares rows and pages.
restore-drill: ready
	$(MANAGE) restore_drill "$(DATA_DIR)/backups"

# Pulls plugs on real processes: the database or Redis hangs, stops or goes, disks are full, clocks wrong; docs/reliability.md.
test-breaking: .venv/dev debian-packages
	FULL=1 $(BIN)/python -m pytest -n auto -q tests/breaking tests/breaking/long_*.py tests/web/test_counting.py

# Every line and branch of rules, interview and flows must run under the tests that try them one by one; names those that do not.
PURE := tests/rules tests/interview tests/flows $(addprefix tests/web/test_,calculator.py chart.py flow_chart.py people.py pictures.py what_next.py)
coverage: .venv/dev
	COVERAGE_FILE="$(DATA_DIR)/coverage" $(BIN)/python -m pytest -n auto --dist worksteal -q --cov --cov-report=term-missing:skip-covered $(PURE)

test-full: export FULL = 1
test-full: test

# Runs the tests behind the accessibility statement and writes down what they found.
accessibility: .venv/dev node_modules/installed debian-packages ready
	$(BIN)/python -m pytest -n auto -q --junitxml="$(DATA_DIR)/accessibility.xml" $$($(MANAGE) note_accessibility) || true
	$(MANAGE) note_accessibility "$(DATA_DIR)/accessibility.xml"

# Takes every kind of page into DATA_DIR/pictures, to look at; ONLY="result sheet" takes those kinds alone.
pictures: .venv/dev debian-packages
	ONLY="$(ONLY)" $(BIN)/python -m pytest -n auto -q tests/browser/pictures.py

# Measures how fast the site is beside bare Django and writes docs/performance.md; wants a quiet machine for ten minutes.
bench: .venv/dev
	@command -v wrk >/dev/null || { $(call apt_install,wrk); }
	$(BIN)/python -m tests.bench

# Runs the site as on four machines, pulls its plugs under load and writes docs/scaling.md; wants a quiet machine for ten minutes.
cluster: .venv/dev debian-packages
	@command -v wrk >/dev/null || { $(call apt_install,wrk); }
	$(BIN)/python -m tests.cluster

# Looks for answers that real processes and a real browser have left anywhere.
canary: .venv/dev debian-packages
	FULL=1 $(BIN)/python -m pytest -n0 -q tests/web/test_canary.py tests/canary_live.py

# Attacks the site by machine, REQUESTS times, beginning with SEED, and writes docs/fuzz.md; a quarter of an hour on one processor.
REQUESTS ?= 200000
SEED ?= 6
fuzz: .venv/dev
	$(BIN)/python -m tests.fuzz --requests $(REQUESTS) --seed $(SEED)

# Changes rules, interview, flows and figures one at a time and writes docs/mutation.md; hours on two processors.
# ONLY="rules flows/student" tries a part; MUTATE="--share 10 --seed 6" a share, "--again" the last survivors, "--left" what was not tried.
mutants: .venv/dev
	$(BIN)/python -m tests.mutate $(ONLY) $(MUTATE)

# The same for functions of the rules by mutmut, in DATA_DIR/mutmut; ONLY="advisor.rules.dates*" tries a part.
mutants-mutmut: .venv/dev
	rm -rf "$(DATA_DIR)/mutmut"
	mkdir -p "$(DATA_DIR)/mutmut"
	git ls-files -z | tar --null --files-from - --create | tar --extract --directory "$(DATA_DIR)/mutmut"
	cd "$(DATA_DIR)/mutmut" && "$(CURDIR)/$(BIN)/mutmut" run $(if $(ONLY),"$(ONLY)")

# MINUTES under 80 % of what the site carries, and docs/soak.md; wants a quiet machine. MINUTES=1 tries it.
MINUTES ?= 30
soak: .venv/dev
	$(BIN)/python -m tests.soak --minutes $(MINUTES)

messages: .venv/dev debian-packages
	$(MANAGE) makemessages $(addprefix -l ,$(notdir $(wildcard locale/*))) --no-location --no-obsolete --no-wrap \
	  --ignore 'tests/*' --ignore 'var/*' --ignore 'node_modules/*'
	$(MANAGE) note_catalogues
	$(MANAGE) compilemessages --ignore .venv

# Pins what pyproject.toml asks for, and all that it needs, by hash and for every platform. What is pinned stays as it is;
# UPGRADE="--upgrade" takes the newest, UPGRADE="--upgrade-package django" the newest of one.
COMPILE = $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-annotate --custom-compile-command "make lock" $(UPGRADE)
lock: .venv/dev
	$(COMPILE) pyproject.toml --output-file requirements.txt
	$(COMPILE) pyproject.toml --extra dev --constraint requirements.txt --output-file requirements-dev.txt

# Writes down what runs on a server, to the last library with its licence, as CycloneDX.
sbom: .venv/dev
	rm -rf "$(DATA_DIR)/sbom-venv"
	$(BIN)/python -m venv --without-pip "$(DATA_DIR)/sbom-venv"
	$(BIN)/pip --quiet --python "$(DATA_DIR)/sbom-venv" install -r requirements.txt
	$(BIN)/cyclonedx-py environment "$(DATA_DIR)/sbom-venv/bin/python" --pyproject pyproject.toml --output-reproducible \
	  --output-format JSON --output-file "$(DATA_DIR)/sbom.json"
	rm -rf "$(DATA_DIR)/sbom-venv"

clean:
	rm -rf "$(DATA_DIR)"

.venv/made:
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or newer is needed: make PYTHON=/path/to/python3 serve" >&2; exit 1; }
	@"$(PYTHON)" -c 'import ensurepip' 2>/dev/null || { $(call apt_install,python3-venv); }
	"$(PYTHON)" -m venv .venv
	@touch $@

.venv/installed: requirements.txt .venv/made
	$(BIN)/pip install --quiet -r requirements.txt
	@touch $@

.venv/dev: requirements-dev.txt .venv/installed
	$(BIN)/pip install --quiet -r requirements-dev.txt
	@touch $@

node_modules/installed: package-lock.json | debian-packages
	@node -e 'process.exit(Number(parseInt(process.versions.node) < 20))' \
	  || { echo "Node 20 or newer is needed for: make test" >&2; exit 1; }
	npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

# A database elsewhere, or one that was removed, is not known to this stamp.
ifneq ($(DATABASE_URL)$(if $(wildcard $(DATA_DIR)/db.sqlite3),,missing),)
$(DATA_DIR)/seeded: FORCE
endif
$(DATA_DIR)/seeded: .venv/installed $(call files,advisor/*/migrations advisor/content advisor/directory)
	$(MANAGE) migrate --verbosity 0
	$(MANAGE) seed_content
	$(MANAGE) seed_directory
	@touch $@

$(DATA_DIR)/collected: .venv/installed $(call files,static)
	$(MANAGE) collectstatic --no-input --verbosity 0
	@touch $@

debian-packages:
	@missing=; command -v chromium >/dev/null || missing="chromium"; \
	command -v msgfmt >/dev/null || missing="$$missing gettext"; \
	command -v npm >/dev/null || missing="$$missing nodejs npm"; \
	command -v java >/dev/null || missing="$$missing default-jre-headless"; \
	command -v hunspell >/dev/null || missing="$$missing hunspell"; \
	[ -n "$$(ls -d /usr/lib/postgresql/*/bin/initdb 2>/dev/null)" ] || missing="$$missing postgresql"; \
	command -v redis-server >/dev/null || missing="$$missing redis-server"; \
	[ -x /usr/sbin/nginx ] || missing="$$missing nginx-light"; \
	command -v faketime >/dev/null || missing="$$missing faketime"; \
	command -v openssl >/dev/null || missing="$$missing openssl"; \
	for one in de-de:de_DE nl:nl_NL hu:hu_HU; do \
	  [ -e "/usr/share/hunspell/$${one#*:}.dic" ] || missing="$$missing hunspell-$${one%:*}"; done; \
	[ -z "$$missing" ] || { $(call apt_install,$$missing); }
