# ready315. `make demo` shows it, `make check` tests it; `make help` lists the rest.
VERSION := 0.1.0
PREFIX  ?= /usr/local
DESTDIR ?=
VARIANT ?= release
SHELL   := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
MAKEFLAGS += --no-builtin-rules
JOBS    := $(shell nproc 2>/dev/null || echo 2)

# ---- variants: each builds into a folder of its own --------------------------------------------------------------------------------
CC ?= gcc
ifeq ($(origin CC),default)
CC := gcc
endif
B.release := build
B.check   := build/check
B.san     := build/san
B.cov     := build/cov
B.fuzz    := build/fuzz
B.clang   := build/clang
B := $(B.$(VARIANT))
# Without the folder's name in it, so that the same commit gives the same packages wherever it was built.
OPT.release := -O2 -D_FORTIFY_SOURCE=2 -ffile-prefix-map=$(CURDIR)=.
OPT.check   := -O1
OPT.san     := -O1 -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer
OPT.cov     := -O0 --coverage
OPT.fuzz    := -O1 -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer
OPT.clang   := -O1
LINK.san    := -fsanitize=address,undefined
LINK.cov    := --coverage
LINK.fuzz   := -fsanitize=address,undefined
ifneq ($(filter fuzz clang,$(VARIANT)),)
CC := clang-14
endif

# ---- flags --------------------------------------------------------------------------------------------------------------------------
PKG_CORE := glib-2.0 yaml-0.1 jansson sqlite3 libsodium ncursesw libqrencode
PKG_CAL  := libical
PKG_BOOK := libzip libxml-2.0 xlsxwriter
PKG_PAPER := pangocairo harfbuzz-subset zlib libjpeg
PKG_HAVE := $(shell pkg-config --exists $(PKG_CORE) $(PKG_CAL) $(PKG_PAPER) libzip libxml-2.0 2>/dev/null && echo yes)
pkg = $(if $(PKG_HAVE),$(shell pkg-config $(1) $(2)))
BOOK_LIBS = $(call pkg,--libs,libzip libxml-2.0) -lxlsxwriter
WARN := -Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wold-style-definition -Wpointer-arith \
        -Wwrite-strings -Wcast-qual -Wundef -Wformat=2 -Wvla -Wimplicit-fallthrough -Wno-unused-parameter -Wno-overlength-strings -Werror
CPPFLAGS += -Iplanner -I$(B)/gen -D_GNU_SOURCE -DREADY315_VERSION='"$(VERSION)"' \
            -DGLIB_VERSION_MIN_REQUIRED=GLIB_VERSION_2_74 -DGLIB_VERSION_MAX_ALLOWED=GLIB_VERSION_2_74
CFLAGS   += -std=gnu11 -g $(OPT.$(VARIANT)) $(WARN) $(call pkg,--cflags,$(PKG_CORE) $(PKG_CAL) $(PKG_PAPER) libzip libxml-2.0)
LDFLAGS  += -Wl,--as-needed $(LINK.$(VARIANT))
LIBS_CORE = $(call pkg,--libs,$(PKG_CORE))
LIBS_ALL  = $(LIBS_CORE) $(call pkg,--libs,$(PKG_CAL) $(PKG_PAPER)) $(BOOK_LIBS)

# ---- sources ------------------------------------------------------------------------------------------------------------------------
ROOMS := base model data load sched run out ledger paper desk tui cmd
SRC   := $(foreach r,$(ROOMS),$(wildcard planner/$(r)/*.c)) $(wildcard planner/desk/*/*.c)
OBJ   := $(SRC:%.c=$(B)/obj/%.o)
LIB   := $(B)/libready315.a
BIN   := $(B)/bin/ready315
HELPERS := $(B)/libexec/ready315/ready315-calendar $(B)/libexec/ready315/ready315-book $(B)/libexec/ready315/ready315-paper
SHARE := $(B)/share/ready315
GEN   := $(B)/gen/pinyin_table.h

.PHONY: released all help deps demo check check-run crash check-san check-valgrind check-clang lint layers format cov fuzz bench bench-build interop install uninstall deb dist clean docs share
all: $(BIN) $(HELPERS) share

help:
	@echo 'make demo        install what is missing (apt), build, make an example workspace, write its calendars and contact tables'
	@echo 'make check       build and run every test; ends in "N passed, N failed" (UPDATE=1 rewrites golden files)'
	@echo 'make check-san   the same under AddressSanitizer and UndefinedBehaviorSanitizer;  make check-valgrind, make check-clang'
	@echo 'make crash       ROUNDS=1000 times kill -9 while two programs write the record'
	@echo 'make lint        clang-tidy, cppcheck, format, layers;  make layers, make format'
	@echo 'make interop     calendars read back by independent parsers, forms by LibreOffice;  make bench, make fuzz T=SECONDS, make cov'
	@echo 'make install     PREFIX=$(PREFIX) DESTDIR=;  make uninstall, make dist, make deps, make docs, make clean'
	@echo 'make deb         Debian packages in $(B)/deb'

$(B)/obj/%.o: %.c | $(GEN)
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

$(LIB): $(OBJ)
	@mkdir -p $(@D)
	@rm -f $@
	ar rcs $@ $(OBJ)

# Programs that are tested, not installed, hash PINs at the least cost: this object comes before the library's (tests/light has why).
LIGHT := $(B)/obj/tests/light/pin_cost.o
$(BIN): $(B)/obj/planner/main.o $(if $(filter release,$(VARIANT)),,$(LIGHT)) $(LIB)
	@mkdir -p $(@D)
	$(CC) $(LDFLAGS) -o $@ $^ $(LIBS_CORE)
$(B)/libexec/ready315/ready315-calendar: $(B)/obj/planner/main_calendar.o $(LIB)
	@mkdir -p $(@D)
	$(CC) $(LDFLAGS) -o $@ $^ $(LIBS_CORE) $(call pkg,--libs,$(PKG_CAL))
$(B)/libexec/ready315/ready315-book: $(B)/obj/planner/main_book.o $(LIB)
	@mkdir -p $(@D)
	$(CC) $(LDFLAGS) -o $@ $^ $(LIBS_CORE) $(BOOK_LIBS)
$(B)/libexec/ready315/ready315-paper: $(B)/obj/planner/main_paper.o $(LIB)
	@mkdir -p $(@D)
	$(CC) $(LDFLAGS) -o $@ $^ $(LIBS_CORE) $(call pkg,--libs,$(PKG_PAPER))

# Readings of Chinese characters, asked of ICU once at build time (planner/base/gen has why).
$(B)/gen/pinyin_table.h: planner/base/gen/pinyin_table.c
	@mkdir -p $(@D)
	$(if $(filter cov fuzz san clang,$(VARIANT)),gcc,$(CC)) -std=gnu11 -O1 $(call pkg,--cflags,icu-i18n icu-uc) -o $(B)/gen/pinyin_table $< $(call pkg,--libs,icu-i18n icu-uc)
	$(B)/gen/pinyin_table > $@.tmp
	mv $@.tmp $@

# In the tree the program finds its data at the same place, relative to itself, as when installed.
share:
	@mkdir -p $(SHARE)
	@for d in $(DATA); do ln -sfn $(CURDIR)/$$d $(SHARE)/$$(basename $$d); done

-include $(OBJ:.o=.d) $(B)/obj/planner/main.d $(B)/obj/planner/main_calendar.d $(B)/obj/planner/main_book.d $(B)/obj/planner/main_paper.d

# ---- what is needed -----------------------------------------------------------------------------------------------------------------
DEPS_BUILD := gcc libc6-dev pkg-config libglib2.0-dev libyaml-dev libjansson-dev libsqlite3-dev libsodium-dev libqrencode-dev libncurses-dev libical-dev libzip-dev libxml2-dev libxlsxwriter-dev libpango1.0-dev libcairo2-dev libharfbuzz-dev zlib1g-dev libjpeg62-turbo-dev fonts-noto-cjk libicu-dev tzdata
DEPS_DEB   := dpkg-dev
DEPS_TEST  := python3 python3-openpyxl zip tmux poppler-utils $(DEPS_DEB)
deps:
	@tests/tools/deps $(DEPS_BUILD) $(DEPS_TEST)

demo: deps
	@$(MAKE) -s -j$(JOBS) all
	@tests/tools/demo $(BIN) demo

# ---- tests --------------------------------------------------------------------------------------------------------------------------
TEST_SRC := $(wildcard tests/unit/test_*.c)
TESTS    := $(TEST_SRC:tests/unit/%.c=$(B)/tests/%)
FUZZ_SRC := $(wildcard tests/fuzz/fuzz_*.c)
DRIVERS  := $(patsubst tests/runner/%.c,$(B)/tests/%,$(wildcard tests/runner/drive_*.c))
CORPUS   := $(FUZZ_SRC:tests/fuzz/%.c=$(B)/tests/corpus_%)
FAULT_SRC := $(wildcard tests/fault/*.c)
FAULTS   := $(FAULT_SRC:tests/fault/%.c=$(B)/fault/%)
BENCHES  := $(patsubst tests/bench/%.c,$(B)/bench/%,$(wildcard tests/bench/drive_*.c))

$(B)/tests/test_ledger_pin: LIGHT_HERE := # the real cost is its subject
$(B)/tests/test_%: LIGHT_HERE = $(LIGHT)
$(B)/tests/%: tests/unit/%.c $(LIB) $(LIGHT)
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) -Itests $(CFLAGS) -MMD -MP -MF $@.d $(LDFLAGS) -o $@ $< $(LIGHT_HERE) $(LIB) $(LIBS_ALL)
-include $(TESTS:=.d)
# Programs that scripts under tests/fault kill.
$(B)/fault/%: tests/fault/%.c $(LIB)
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) -Itests $(CFLAGS) -MMD -MP -MF $@.d $(LDFLAGS) -o $@ $< $(LIB) $(LIBS_ALL)
-include $(FAULTS:=.d)
# What `make bench` times from inside.
$(B)/bench/%: tests/bench/%.c $(LIB)
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) -Itests $(CFLAGS) -MMD -MP -MF $@.d $(LDFLAGS) -o $@ $< $(LIB) $(LIBS_ALL)
-include $(BENCHES:=.d)
# A fuzz target's corpus as an ordinary test: the same function, called for each file.
$(B)/tests/corpus_%: tests/fuzz/%.c tests/fuzz/corpus_main.c $(LIB)
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) -Itests $(CFLAGS) $(LDFLAGS) -o $@ $< tests/fuzz/corpus_main.c $(LIB) $(LIBS_ALL)
# Programs that scripts among the tests talk to.
$(B)/tests/%: tests/runner/%.c $(LIB)
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) -Itests $(CFLAGS) -MMD -MP -MF $@.d $(LDFLAGS) -o $@ $< $(LIB) $(LIBS_ALL)
-include $(DRIVERS:=.d)
$(B)/fuzz/%: tests/fuzz/%.c $(LIB)
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) -Itests $(CFLAGS) -fsanitize=fuzzer,address,undefined -o $@ $< $(LIB) $(LIBS_ALL)

check: deps
	@$(MAKE) -s -j$(JOBS) VARIANT=check check-run
check-run: all $(TESTS) $(CORPUS) $(DRIVERS) $(FAULTS)
	@B=$(B) UPDATE=$(UPDATE) tests/run
crash: deps
	@$(MAKE) -s -j$(JOBS) VARIANT=check all build/check/fault/ledger_writer build/check/fault/desk_writer build/check/tests/test_ledger_memory
	@OOM_STEP=5 build/check/tests/test_ledger_memory
	@B=build/check ROUNDS=$(or $(ROUNDS),1000) /usr/bin/python3 tests/fault/test_ledger_crash.py
	@B=build/check ROUNDS=$(or $(ROUNDS),1000) /usr/bin/python3 tests/fault/test_desk_crash.py
check-san: deps
	@ASAN_OPTIONS=detect_leaks=1:abort_on_error=0 LSAN_OPTIONS=suppressions=$(CURDIR)/tests/tools/lsan.supp:print_suppressions=0 G_SLICE=always-malloc $(MAKE) -s -j$(JOBS) VARIANT=san check-run
check-clang: deps
	@tests/tools/deps clang-14
	@$(MAKE) -s -j$(JOBS) VARIANT=clang check-run
check-valgrind: deps
	@tests/tools/deps valgrind
	@$(MAKE) -s -j$(JOBS) VARIANT=check all $(TESTS:$(B)/%=build/check/%)
	@B=build/check WRAP='valgrind -q --error-exitcode=99 --leak-check=full --errors-for-leak-kinds=definite' tests/run unit

fuzz: deps
	@tests/tools/deps clang-14 libclang-rt-14-dev
	@$(MAKE) -s -j$(JOBS) VARIANT=fuzz fuzz-build
	@tests/fuzz/run build/fuzz/fuzz $(or $(T),60) $(ONLY)
fuzz-build: $(FUZZ_SRC:tests/fuzz/%.c=$(B)/fuzz/%)

cov: deps
	@tests/tools/deps gcovr
	@$(MAKE) -s -j$(JOBS) VARIANT=cov check-run
	@gcovr -r . --object-directory build/cov -f 'planner/(base|model|data|load|sched|run|out|ledger|paper|desk|tui|cmd)/' --exclude-throw-branches -s

interop: deps
	@$(MAKE) -s -j$(JOBS) all
	@tests/tools/deps python3-openpyxl libreoffice-calc
	@tests/interop/deb $(BIN)
	@tests/interop/forms $(BIN)
	@tests/interop/run $(BIN)

bench: deps
	@$(MAKE) -s -j$(JOBS) all bench-build
	@tests/bench/run $(BIN)

bench-build: $(BENCHES)

lint: deps
	@tests/tools/deps clang-tidy-14 clang-format-14 cppcheck
	@$(MAKE) -s layers
	@tests/tools/lint "$(CPPFLAGS) $(CFLAGS)" $(GEN)
lint: $(GEN)
layers:
	@tests/tools/layers
format:
	clang-format-14 -i $(shell git ls-files '*.c' '*.h')

# ---- installing ---------------------------------------------------------------------------------------------------------------------
D := $(DESTDIR)$(PREFIX)
# What share/ holds for the program; the rest has places of its own, or is there to make packages.
DATA := phases checklists $(patsubst %,share/%,$(filter-out man completions debian doc,$(notdir $(wildcard share/*))))
# Programs of other variants take the light PINs of tests.
released:
	@[ $(VARIANT) = release ] || { echo 'make install: VARIANT=$(VARIANT) is for tests'; exit 1; }
# An earlier version goes first: a definition that was withdrawn must not stay in force. Man pages are Chinese, and found from other locales, too.
install: all released uninstall
	install -Dm755 $(BIN) $(D)/bin/ready315
	for p in $(HELPERS); do install -Dm755 $$p $(D)/libexec/ready315/$$(basename $$p); done
	mkdir -p $(D)/share/ready315 $(D)/share/man/man1
	cp -rL $(DATA) $(D)/share/ready315/
	chmod -R u=rwX,go=rX $(D)/share/ready315
	for m in share/man/*.1; do \
	  install -Dm644 $$m $(D)/share/man/zh_CN/man1/$$(basename $$m); \
	  ln -sfn ../zh_CN/man1/$$(basename $$m) $(D)/share/man/man1/$$(basename $$m); done
	install -Dm644 share/doc/manual.html $(D)/share/doc/ready315/manual.html
	install -Dm644 share/completions/ready315.bash $(D)/share/bash-completion/completions/ready315
	install -Dm644 share/completions/_ready315 $(D)/share/zsh/$(ZSH)/_ready315
# Where zsh looks: Debian's packages have a folder of their own.
ZSH := $(if $(filter /usr,$(PREFIX)),vendor-completions,site-functions)
uninstall:
	rm -f $(D)/bin/ready315 $(D)/share/man/zh_CN/man1/ready315{,-*}.1 $(D)/share/man/man1/ready315{,-*}.1
	rm -f $(D)/share/bash-completion/completions/ready315 $(D)/share/zsh/{site-functions,vendor-completions}/_ready315
	rm -rf $(D)/libexec/ready315 $(D)/share/ready315 $(D)/share/doc/ready315
# Packages for machines without a compiler or a network; share/debian/build says how. Metadata is in share/debian, because it is what others get, like
# man pages and completions, and because debhelper's folder at the top level would be one more thing there for a rule of thirty lines.
deb: deps
	@$(MAKE) -s -j$(JOBS) all
	@rm -rf $(B)/deb
	@$(MAKE) -s install PREFIX=/usr DESTDIR=$(CURDIR)/$(B)/deb/tree >/dev/null
	@share/debian/build $(B)/deb/tree $(B)/deb $(VERSION) $(notdir $(HELPERS))
	@rm -rf $(B)/deb/tree
	@ls -l $(B)/deb/*.deb
dist:
	@mkdir -p build
	git archive --prefix=ready315-$(VERSION)/ -o build/ready315-$(VERSION).tar.gz HEAD
	@echo build/ready315-$(VERSION).tar.gz
# Man pages and completions come from the command table, the manual's screens and outputs from runs in the example stores; a test fails when they differ.
docs: all $(B)/tests/drive_screen
	$(BIN) help --man-pages share/man
	$(BIN) help --completions share/completions
	tests/tools/manual $(B) share/doc/manual.html
clean:
	rm -rf build demo
