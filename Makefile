# Everything that is done with this repository. Each target installs the Debian packages that it needs and finds missing.
SHELL := /bin/bash
SWIFT ?= swift
DESTDIR ?=
PREFIX ?= /usr
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)
# A crashing child would otherwise leave its backtracer holding the pipe.
export SWIFT_BACKTRACE = enable=no

BUILD_PACKAGES := libyaml-dev libnl-3-dev libnl-genl-3-dev libsystemd-dev pkg-config
TEST_PACKAGES := hostapd
RELEASE := .build/release

.PHONY: all build check test unit lab demo install fmt clean packages lab-packages release emulator
all: build

# $(call need,PACKAGES)
need = missing=""; for p in $(1); do dpkg -s $$p >/dev/null 2>&1 || missing="$$missing $$p"; done; \
  if [ -n "$$missing" ]; then echo "installing:$$missing"; $(SUDO) apt-get update -qq && \
  DEBIAN_FRONTEND=noninteractive $(SUDO) apt-get install -y -qq --no-install-recommends $$missing >/dev/null; fi

packages:
	@$(call need,$(BUILD_PACKAGES))

lab-packages: packages
	@$(call need,$(shell cat Tests/Lab/machine/packages))

build: packages
	$(SWIFT) build

# The programs as they are installed: Swift's libraries inside, the system's libraries outside.
release: packages
	$(SWIFT) build -c release --static-swift-stdlib --product wifi-apd
	$(SWIFT) build -c release --static-swift-stdlib --product wifi-ap

# Format, warnings (errors in every target), imports and banned forms.
check: packages
	$(SWIFT) format lint --recursive --strict Sources Tests Package.swift
	$(SWIFT) build --build-tests
	$(SWIFT) test --skip-build --filter ArchitectureTests

fmt:
	$(SWIFT) format --in-place --recursive Sources Tests Package.swift

unit: packages
	@$(call need,$(TEST_PACKAGES))
	$(SWIFT) test

clean:
	rm -rf .build
