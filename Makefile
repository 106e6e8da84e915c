# grader: build, test, install. `make help` lists the targets.
# VARIANT=san (sanitizers), clang, debug or fuzz builds beside the release.
VARIANT ?= release
BUILD   := build/$(VARIANT)
prefix  ?= /usr/local
bindir  ?= $(prefix)/bin
datadir ?= $(prefix)/share
mandir  ?= $(prefix)/share/man
VERSION := 0.1.0

PKGS    := yaml-0.1 jansson libpcre2-8 libcrypto hiredis libmicrohttpd libseccomp libmongoc-1.0
MYSQL   := $(firstword $(shell command -v mysql_config mariadb_config 2>/dev/null))
WARN    := -Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes -Wmissing-prototypes \
	-Wwrite-strings -Wvla -Wformat=2 -Wswitch-enum $(if $(CI),-Werror)
CPPFLAGS += -D_GNU_SOURCE -Igrader -include grader/base/banned.h \
	-DGRADER_VERSION='"$(VERSION)"' -DGRADER_DATADIR='"$(datadir)/grader"' \
	$(shell pkg-config --cflags $(PKGS) 2>/dev/null) \
	$(patsubst -I%,-isystem %,$(if $(MYSQL),$(shell $(MYSQL) --include)))
LDLIBS  += $(shell pkg-config --libs $(PKGS) 2>/dev/null) \
	$(if $(MYSQL),$(shell $(MYSQL) --libs)) -lm
SANITIZE := -fsanitize=address,undefined -fno-sanitize-recover=all
OPT.san   := -O1 -g $(SANITIZE)
OPT.fuzz  := -O1 -g $(SANITIZE) -fsanitize=fuzzer-no-link
OPT.debug := -O0 -g3
OPT     := $(or $(OPT.$(VARIANT)),-O2 -g)
CC      := $(if $(filter clang fuzz,$(VARIANT)),clang,gcc)
CFLAGS  += -std=gnu11 $(WARN) $(OPT)

# What the warm python3 preloads: the same for every VARIANT but its defences.
PYTHON ?= /usr/bin/python3
INSIDE := $(addprefix $(BUILD)/inside/,$(addsuffix .o,\
	$(addprefix proc/,cgroup disk env fill filter_enter init message mounts page rights signals \
	told warm_inside) $(addprefix base/,arena buf err file num) value/document value/equal value/match value/number \
	value/pairs value/value value/wire))
INSIDE_PYTHON := $(INSIDE) $(patsubst grader/%.c,$(BUILD)/inside/%.o,$(wildcard grader/lang/python/*.c))
# What the warm node preloads; it finds Node-API in the node.
INSIDE_NODE := $(INSIDE) $(patsubst grader/%.c,$(BUILD)/inside/%.o,$(wildcard grader/lang/mongosh/*.c))
PYINC  := $(patsubst -I%,-isystem %,$(shell $(PYTHON)-config --includes 2>/dev/null))

OBJ  := $(patsubst grader/%.c,$(BUILD)/obj/%.o,$(wildcard grader/*/*.c))
UNIT := $(patsubst grader/%.c,$(BUILD)/%,$(wildcard grader/tests/unit/test_*.c))
FUZZ := $(patsubst grader/tests/fuzz/%.c,%,$(wildcard grader/tests/fuzz/fuzz_*.c))

.PHONY: all demo test check unit e2e e2e-programs lint bench fuzz record format install uninstall clean help
all: build/grader
build/grader: $(BUILD)/grader
	@cp -p $< $@.new && mv -f $@.new $@
$(BUILD)/grader: $(OBJ)
	$(CC) $(CFLAGS) -o $@ $^ $(LDLIBS)
$(BUILD)/libgrader.a: $(filter-out %/cli/main.o,$(OBJ))
	@rm -f $@ && ar rcs $@ $^
$(BUILD)/obj/%.o: grader/%.c
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<
$(BUILD)/inside/%.o: grader/%.c
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(PYINC) $(filter-out $(SANITIZE) -fsanitize=%,$(CFLAGS)) -fPIC \
		-fvisibility=hidden -ffunction-sections -fdata-sections -MMD -MP -c -o $@ $<
$(BUILD)/inside.so: $(INSIDE_PYTHON)
$(BUILD)/inside_node.so: $(INSIDE_NODE)
$(BUILD)/inside.so $(BUILD)/inside_node.so:
	$(CC) -shared -s -Wl,--gc-sections -o $@ $^
$(BUILD)/inside/lang/python/inside.o: $(wildcard grader/lang/python/*.py)
$(BUILD)/obj/lang/python_library.o: $(BUILD)/inside.so grader/lang/python/style.py
$(BUILD)/obj/lang/python_library.o: CPPFLAGS += -DGRADER_INSIDE='"$(BUILD)/inside.so"'
$(BUILD)/tests/%: grader/tests/%.c $(BUILD)/libgrader.a
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -o $@ $< $(BUILD)/libgrader.a $(LDLIBS) \
		$(if $(filter fuzz,$(VARIANT)),-fsanitize=fuzzer,-lcmocka)
$(BUILD)/obj/lang/mongosh_library.o: $(BUILD)/inside_node.so grader/lang/mongosh/bootstrap.js
$(BUILD)/obj/lang/mongosh_library.o: CPPFLAGS += -DGRADER_INSIDE_NODE='"$(BUILD)/inside_node.so"'
-include $(OBJ:.o=.d) $(INSIDE_PYTHON:.o=.d) $(INSIDE_NODE:.o=.d) $(UNIT:=.d)

demo:     ## install what is missing, build, grade the sample submission
	@docker/install.sh
	@$(MAKE) -s all
	@grader/tests/demo.sh
test check: ## install what is missing, then run every test
	@docker/install.sh --tests
	@grader/tests/run.sh
unit: $(UNIT) ## the unit tests
	@for t in $(UNIT); do echo "== $$t"; $$t || exit 1; done
e2e:      ## the tests of the whole program
	@grader/tests/e2e/run.sh
e2e-programs: build/grader $(addprefix build/release/tests/,unit/test_spec e2e/python_both e2e/bson_told)
lint:     ## headers, layers, banned functions, format
	@grader/tests/lint.py
bench: build/grader ## figures beside the shell pipeline
	@grader/tests/bench/bench.py
fuzz:     ## each fuzzer for SECONDS=30
	@$(MAKE) -s VARIANT=fuzz $(FUZZ:%=build/fuzz/tests/fuzz/%)
	@for f in $(FUZZ); do grader/tests/fuzz/run.sh build/fuzz/tests/fuzz/$$f $(or $(SECONDS),30) || exit 1; done
record: build/grader ## write the golden files and the schema anew
	@grader/tests/e2e/run.sh --record
format:   ## lay out the code
	@clang-format -i $$(git ls-files -co --exclude-standard 'grader/*.c' 'grader/*.h')
install: build/grader ## into $(DESTDIR)$(prefix)
	install -Dm755 build/grader $(DESTDIR)$(bindir)/grader
	install -Dm644 docs/grader.1 $(DESTDIR)$(mandir)/man1/grader.1
	mkdir -p $(DESTDIR)$(datadir)/grader
	cp -R tasks fixtures reports $(DESTDIR)$(datadir)/grader/
uninstall: ## remove what install put there
	rm -rf $(DESTDIR)$(bindir)/grader $(DESTDIR)$(mandir)/man1/grader.1 $(DESTDIR)$(datadir)/grader
clean:    ## remove what was built
	rm -rf build reports/demo
help:
	@sed -n 's/^\([a-z][a-z0-9 ]*\):.*## \(.*\)/\1: \2/p' Makefile
