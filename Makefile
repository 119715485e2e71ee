# Nauthera: the only commands anyone needs. `make help` is made from the comments behind "##".
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

MVN ?= mvn
export JAVA_HOME := $(shell hack/find-jdk)
JAVA := $(JAVA_HOME)/bin/java
# Maven 3.8 itself uses what JDK 25 warns about, and resets colours that were never set.
export MAVEN_OPTS := $(MAVEN_OPTS) --sun-misc-unsafe-memory-access=allow -Djansi.mode=strip -Djansi.noreset=true
MAVEN := $(MVN) -B -ntp -Dstyle.color=never
SANDBOX := $(JAVA) -cp 'hack/sandbox/target/app/*' io.nauthera.sandbox.SandboxMain

.PHONY: help
help: ## Print this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: jdk
jdk:
	@hack/find-jdk --check

.PHONY: build
build: jdk ## Compile and package everything, without tests
	@echo "building Nauthera (the first time Maven fetches what it needs, which takes minutes)"
	@$(MAVEN) -q package -DskipTests

.PHONY: test
test: jdk ## Run every test: unit, laws, messages, and on a real API server and Keycloak
	$(MAVEN) verify

.PHONY: fuzz
fuzz: jdk ## Fuzz admission until Ctrl-C (SEED=n plays one case again, MINUTES=n ends it)
	$(MAVEN) -pl webhook/admission -am test -Dtest=FuzzTest -Dsurefire.failIfNoSpecifiedTests=false \
	  -Dfuzz.cases=$(if $(SEED),1 -Dfuzz.seed=$(SEED),1000000000000) \
	  $(MINUTES:%=-Dfuzz.minutes=%)

.PHONY: agreement
agreement: build ## Ask the command line and a real API server the same until they differ (SEED=n plays one world again, WORLDS=n ends it)
	$(MAVEN) verify -Dtest=io.nauthera.e2e.AgreementTest -Dsurefire.failIfNoSpecifiedTests=false \
	  -Dagreement.worlds=$(if $(SEED),1 -Dagreement.seed=$(SEED),$(if $(WORLDS),$(WORLDS),1000000000))

.PHONY: verify
verify: build cli ## Check formatting, warnings, generated files, the chart, deploy/install.yaml and the command line
	$(MAVEN) -q spotless:check
	hack/verify/generated
	hack/verify/cli

.PHONY: generate
generate: build cli ## Rewrite what is generated: CRDs, reference pages, deploy/install.yaml
	hack/verify/generate .

.PHONY: format
format: jdk ## Format the sources
	$(MAVEN) -q spotless:apply

.PHONY: demo
demo: build ## Play both workflows on a real cluster and Keycloak (KEEP=1 leaves it running until make sandbox-down)
	@exec $(JAVA) -cp 'hack/demo/target/app/*' io.nauthera.demo.Demo $(if $(KEEP),keep)

.PHONY: sandbox
sandbox: build ## Start a cluster and Keycloak with Nauthera installed, and leave it running
	@$(SANDBOX) up

.PHONY: sandbox-down
sandbox-down: ## End what `make sandbox` started
	@$(SANDBOX) down

.PHONY: cli
cli: jdk ## Leave the offline command line in webhook/cli/target/nauthera
	@$(MAVEN) -q package -DskipTests -Pcli -pl webhook/cli -am
	@webhook/cli/launcher/package

.PHONY: bench
bench: build cli ## Measure the policy engine (JMH), the command line, and admission on a real API server
	@$(JAVA) -cp 'hack/bench/target/app/*' io.nauthera.bench.Main

.PHONY: clean
clean: ## Remove what was built
	$(MAVEN) -q clean
