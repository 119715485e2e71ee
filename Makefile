# The commands for working on Nauthera. `make help` prints the comments after "##".
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

MVN ?= mvn
export JAVA_HOME := $(shell hack/find-jdk)
JAVA := $(JAVA_HOME)/bin/java
# The first option silences warnings of JDK 25 about Maven 3.8; the others keep escape sequences out of the output.
export MAVEN_OPTS := $(MAVEN_OPTS) --sun-misc-unsafe-memory-access=allow -Djansi.mode=strip -Djansi.noreset=true
MAVEN := $(MVN) -B -ntp -Dstyle.color=never
SANDBOX := $(JAVA) -cp 'hack/sandbox/target/app/*' io.nauthera.sandbox.SandboxMain

.PHONY: help
help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: jdk
jdk:
	@hack/find-jdk --check

.PHONY: build
build: jdk ## Compile and package everything, without tests
	@echo "Building Nauthera. The first build downloads its dependencies, which takes minutes." >&2
	@$(MAVEN) -q package -DskipTests

.PHONY: test
test: jdk ## Run all tests, including those that need a real API server and Keycloak
	$(MAVEN) verify

.PHONY: verify
verify: build cli ## Check the format, the generated files, the documents, the chart and the CLI
	@for check in hack/verify/*; do echo "Verifying: $${check##*/}"; $$check; done

.PHONY: generate
generate: build cli ## Rewrite the generated files: CRDs, reference pages, manifests in deploy/
	hack/generate/generate-all .

.PHONY: format
format: jdk ## Format the Java sources
	$(MAVEN) -q spotless:apply

.PHONY: demo
demo: build ## Run both workflows on a real cluster and Keycloak (KEEP=1: keep them running until `make sandbox-down`)
	@exec $(JAVA) -cp 'hack/demo/target/app/*' io.nauthera.demo.Demo $(if $(KEEP),keep)

# In namespaces of its own: nothing can be downloaded there, so everything is prepared before.
NODE_JAVA := hack/sandbox/node/bin/java
export NODE_JDK := $(JAVA_HOME)
CLUSTER_DEMO := -cp 'hack/demo/target/app/*' io.nauthera.demo.ClusterDemo

.PHONY: demo-cluster
demo-cluster: build ## Run both workflows with every program in a pod, on a node of its own (Linux, root) or in your cluster (KUBECONFIG=file IMAGE_REGISTRY=registry)
ifeq ($(origin KUBECONFIG),command line)
	@exec $(JAVA) $(CLUSTER_DEMO) cluster
else
	@$(JAVA) $(CLUSTER_DEMO) prepare
	@exec $(NODE_JAVA) $(CLUSTER_DEMO) node
endif

.PHONY: test-cluster
test-cluster: build ## Run the tests that need real pods, on a node of its own (Linux, root)
	@$(JAVA) $(CLUSTER_DEMO) prepare tests
	$(MAVEN) verify -Dtest='io/nauthera/e2e/node/*Test' -Dsurefire.failIfNoSpecifiedTests=false -De2e.jvms=1 -Djvm=$(CURDIR)/$(NODE_JAVA)

.PHONY: sandbox
sandbox: build ## Start a cluster and Keycloak with Nauthera installed, and keep them running
	@$(SANDBOX) up

.PHONY: sandbox-down
sandbox-down: ## Stop what `make sandbox` started
	@$(SANDBOX) down

.PHONY: images
images: build ## Write the container images to hack/images/target/images (PUSH=registry.example.com/team: push them too)
	@$(JAVA) -cp 'hack/images/target/app/*' io.nauthera.images.Main $(PUSH)

.PHONY: cli
cli: jdk ## Build the offline CLI: webhook/cli/target/nauthera
	@$(MAVEN) -q package -DskipTests -Pcli -pl webhook/cli -am
	@webhook/cli/launcher/package

.PHONY: fuzz
fuzz: jdk ## Send random requests to admission until Ctrl-C (MINUTES=n: stop after n minutes; SEED=n: repeat one case)
	$(MAVEN) -pl webhook/admission -am test -Dtest=FuzzTest -Dsurefire.failIfNoSpecifiedTests=false \
	  -Dfuzz.cases=$(if $(SEED),1 -Dfuzz.seed=$(SEED),1000000000000) \
	  $(MINUTES:%=-Dfuzz.minutes=%)

.PHONY: agreement
agreement: build ## Compare the CLI with a real API server on random manifests until they differ (WORLDS=n: stop after n; SEED=n: repeat one)
	$(MAVEN) verify -Dtest=io.nauthera.e2e.agreement.AgreementTest -Dsurefire.failIfNoSpecifiedTests=false \
	  -Dagreement.worlds=$(if $(SEED),1 -Dagreement.seed=$(SEED),$(if $(WORLDS),$(WORLDS),1000000000))

.PHONY: faults
faults: build ## Let Keycloak, the API server or the controller fail at each call, and check that everything converges (SCENARIO=onboarding: only this one; SEED=n: only some faults)
	$(MAVEN) verify -Dtest='io/nauthera/e2e/faults/*Test' -Dsurefire.failIfNoSpecifiedTests=false \
	  $(SCENARIO:%=-Dfaults.scenario=%) $(if $(SEED),-Dfaults.seed=$(SEED),-Dfaults.all=true)

# Kubernetes: what the API server and kubectl do. Keycloak: its Admin API and its tokens. Only a few minutes for each version.
KUBERNETES_TESTS := ApiServerAdmissionTest,SamplesTest,ApplyWaysTest,ClaimsAdmissionTest,AbandonTest,DefaultingTest,DocumentedPoliciesTest,ShownByToolsTest,DocumentedInstallationTest,UpgradeTest,
KEYCLOAK_TESTS := KeycloakRealmTest,KeycloakRegistryTest,ReconcileTest,PrivateKeyJwtTest,OAuth2ProxyTest,ExplainedSettingsTest,

.PHONY: compatibility
compatibility: build ## Run the tests that depend on the version of Kubernetes (KUBERNETES=1.34, 1.35 or 1.37) or of Keycloak (KEYCLOAK=26.6.4)
	$(if $(KUBERNETES)$(KEYCLOAK),,$(error say which version: make compatibility KUBERNETES=1.35 or KEYCLOAK=26.6.4))
	$(MAVEN) verify -Dsurefire.failIfNoSpecifiedTests=false \
	  -Dtest='$(if $(KUBERNETES),$(KUBERNETES_TESTS))$(if $(KEYCLOAK),$(KEYCLOAK_TESTS))WorkflowsTest' \
	  $(KUBERNETES:%=-Dsandbox.kubernetes=%) $(KEYCLOAK:%=-Dkeycloak.version=%)

.PHONY: bench
bench: build cli ## Measure the policy engine (JMH), the CLI, the memory of the webhook with the impact of a policy, admission on a real API server, and provisioning with a real Keycloak
	@$(JAVA) -cp 'hack/bench/target/app/*' io.nauthera.bench.Main

.PHONY: clean
clean: ## Delete all build output
	$(MAVEN) -q clean
