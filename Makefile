# Everything that is done with this repository. Each target installs the Debian packages that it needs and finds missing.
SHELL := /bin/bash
SWIFT ?= swift
DESTDIR ?=
PREFIX ?= /usr
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)
# A crashing child would otherwise leave its backtracer holding the pipe.
export SWIFT_BACKTRACE = enable=no

BUILD_PACKAGES := binutils libyaml-dev libnl-3-dev libnl-genl-3-dev libsystemd-dev pkg-config
TEST_PACKAGES := hostapd iproute2 kmod man-db python3-jsonschema python3-yaml
RELEASE := .build/release
INSTALLED := .build/lab-installed

.PHONY: all build check test unit oracle corpus prove gate mutants fuzz bench lab selfcheck soak demo install fmt clean \
  packages release emulator lab-ready
# Two builds at once would wait for each other, two apt-gets would fail.
.NOTPARALLEL:
all: build

# $(call need,PACKAGES)
need = missing=""; for p in $(1); do dpkg -s $$p >/dev/null 2>&1 || missing="$$missing $$p"; done; \
  if [ -n "$$missing" ]; then echo "installing:$$missing"; $(SUDO) apt-get update -qq && \
  $(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing \
  >/dev/null; fi

packages:
	@$(call need,$(BUILD_PACKAGES))

build: packages
	$(SWIFT) build

# The programs as they are installed: Swift's libraries inside, the system's libraries outside.
release: packages
	$(SWIFT) build -c release --static-swift-stdlib --product wifi-apd
	$(SWIFT) build -c release --static-swift-stdlib --product wifi-ap

# The lab's radio; after the programs, whose objects it shares.
emulator: release
	$(SWIFT) build -c release --product firmware-emulator

# Format, warnings (errors in every target), imports and banned forms.
check: packages
	$(SWIFT) format lint --recursive --strict Sources Tests Package.swift
	$(SWIFT) build --build-tests
	$(SWIFT) test --skip-build --filter ArchitectureTests

fmt:
	$(SWIFT) format --in-place --recursive Sources Tests Package.swift

# One after another: suites that start processes would else lend them each other's descriptors for a moment.
unit: packages
	@$(call need,$(TEST_PACKAGES))
	$(SWIFT) test --no-parallel

# Unit tests, simulated courses of events, hostapd's own judgement, then the lab, which also tells cases that must fail. The last line is the lab's
# count.
test: unit gate oracle corpus selfcheck lab

# Random SSIDs and passphrases through the product's files into hostapd; what a seed found can be had again by SEED=.
PAIRS ?= 100000
SEED ?=
oracle: release
	@$(call need,$(TEST_PACKAGES))
	$(SWIFT) build -c release --product KeyDerivationProbe
	$(SWIFT) build -c release --product hostapd-oracle
	$(RELEASE)/hostapd-oracle $(PAIRS) $(SEED)

# CONFS is a folder of hostapd configurations with a labels.json; VERBOSE=1 lists every difference with its reason.
CONFS ?= Specs/import
# LOGS is a folder of kernel logs with a labels.json: verdict, first_fault_line, also_ok.
LOGS ?= Specs/logs
corpus: packages
	@$(call need,$(TEST_PACKAGES))
	$(SWIFT) build --product wifi-ap
	$(SWIFT) build --product import-corpus
	$(SWIFT) build --product log-corpus
	@"$$($(SWIFT) build --show-bin-path)/import-corpus" "$(CONFS)" $(if $(VERBOSE),-v)
	@"$$($(SWIFT) build --show-bin-path)/log-corpus" "$(LOGS)" $(if $(VERBOSE),-v)

# Processor time of the answers to specs, hostile ones above all.
bench: release
	$(SWIFT) build -c release --product wifi-ap-bench
	$(RELEASE)/wifi-ap-bench

# Courses of events on the simulated machine against everything that must hold; one that was broken off goes on where it
# was. FIRST is the first seed.
SEEDS ?= 10000
FIRST ?= 0
prove: packages
	$(SWIFT) build -c release --static-swift-stdlib --product wifi-ap-prove
	$(RELEASE)/wifi-ap-prove $(SEEDS) $(FIRST) .build/proof

# Its part in `make test`.
gate:
	@$(MAKE) prove SEEDS=10000 FIRST=0
	$(RELEASE)/wifi-ap-prove exhaustive
	$(RELEASE)/wifi-ap-prove ladder 2

# The pure core broken in so many ways, one at a time: the tests must notice nine of ten. One that was broken off goes on
# where it was.
MUTANTS ?= 120
mutants: packages
	Tests/Mutate/mutate.py $(MUTANTS) $(or $(SEED),1)

# T seconds for each target, no more at once than there are processors; TARGETS names some of them. FUZZ=minimise renews
# the corpus that is kept.
T ?= 60
FUZZ ?= $(T)
FUZZER = $(shell $(SWIFT) -print-target-info | sed -n 's/.*"runtimeResourcePath": "\(.*\)".*/\1/p')/clang/lib/linux/libclang_rt.fuzzer_no_main-$(shell uname -m).a
FUZZ_BUILD := WIFI_AP_FUZZ=1 $(SWIFT) build -c release --scratch-path .build/fuzz --sanitize=address \
  -Xswiftc -sanitize-coverage=edge,inline-8bit-counters,pc-table,trace-cmp
fuzz: packages
	$(FUZZ_BUILD) -Xlinker $(FUZZER) -Xlinker -lstdc++ --product fuzz
	Tests/Fuzz/run .build/fuzz/release/fuzz $(FUZZ) $(TARGETS)

lab-ready: emulator
	rm -rf $(INSTALLED)
	$(MAKE) --no-print-directory install DESTDIR=$(INSTALLED)

# LAB holds the runner's arguments, for example: make lab LAB='agent --case lost-answer'. HOSTAPD_SOURCE names a source
# archive of a later hostapd than the distribution's: without it the groups for that one are not run.
HOSTAPD_SOURCE ?=
lab: lab-ready
	@$(SUDO) Tests/Lab/run --binaries $(RELEASE) --installed $(INSTALLED) \
	  $(if $(HOSTAPD_SOURCE),--hostapd-source "$(HOSTAPD_SOURCE)") -j2 $(LAB)

selfcheck: emulator
	@$(SUDO) Tests/Lab/selfcheck/run --binaries $(RELEASE)

# N faults in a row, in the order that the seed gives.
N ?= 20
soak: emulator
	@$(SUDO) Tests/Lab/soak $(N) $(or $(SEED),1) --binaries $(RELEASE)

demo: emulator
	@$(SUDO) Tests/Lab/demo

UNITS := $(PREFIX)/lib/systemd/system
DOCUMENTS := $(PREFIX)/share/doc/wifi-ap
MANUALS := $(PREFIX)/share/man
SCHEMAS := $(PREFIX)/share/wifi-ap/schema
COMPLETIONS := $(PREFIX)/share/bash-completion/completions

# As root, or into DESTDIR. Nothing is enabled or started: systemctl enable --now wifi-apd does both.
install: release
	install -d $(addprefix $(DESTDIR),$(PREFIX)/bin $(PREFIX)/sbin $(UNITS) $(DOCUMENTS) $(SCHEMAS) \
	  $(COMPLETIONS) $(addprefix $(MANUALS)/man,1 5 8) /etc/wifi-ap.d)
	install -s $(RELEASE)/wifi-apd $(DESTDIR)$(PREFIX)/sbin
	install -s $(RELEASE)/wifi-ap $(DESTDIR)$(PREFIX)/bin
	for unit in wifi-apd.service wifi-ap-hostapd@.service; do \
	  sed 's|/usr/\(sbin/wifi-apd\|share/doc/wifi-ap\)|$(PREFIX)/\1|' Sources/wifi-apd/$$unit \
	    >$(DESTDIR)$(UNITS)/$$unit && chmod 644 $(DESTDIR)$(UNITS)/$$unit || exit; \
	done
	install -m 644 LICENSE $(wildcard README.md) $(DESTDIR)$(DOCUMENTS)
	for page in docs/man/*; do install -m 644 $$page $(DESTDIR)$(MANUALS)/man$${page##*.} || exit; done
	install -m 644 Specs/schema/*.json $(DESTDIR)$(SCHEMAS)
	$(RELEASE)/wifi-ap --generate-completion-script bash >$(DESTDIR)$(COMPLETIONS)/wifi-ap
	find examples docs -type f -not -path 'docs/man/*' | while read -r file; do \
	  install -D -m 644 $$file $(DESTDIR)$(DOCUMENTS)/$$file && \
	  sed -i 's|\$$schema=.*/|$$schema=$(SCHEMAS)/|' $(DESTDIR)$(DOCUMENTS)/$$file || exit; \
	done

clean:
	rm -rf .build
