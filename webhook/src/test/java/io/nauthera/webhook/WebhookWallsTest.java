package io.nauthera.webhook;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;

/** The walls of the webhook, one rule each. */
@AnalyzeClasses(
    packages = "io.nauthera.webhook",
    importOptions = ImportOption.DoNotIncludeTests.class)
class WebhookWallsTest {
  @ArchTest
  static final ArchRule ADMISSION_NEVER_SEES_SERVER_CLUSTER_OR_A_CLIENT =
      noClasses()
          .that()
          .resideInAPackage("..webhook.admission..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                  "..webhook.server..",
                  "..webhook.cluster..",
                  "io.javalin..",
                  "io.fabric8.kubernetes.client.informers..",
                  "io.fabric8.kubernetes.client.dsl.."));

  @ArchTest
  static final ArchRule WEBHOOK_NEVER_SEES_THE_CONTROLLER =
      noClasses()
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                  "io.nauthera.controller..", "org.keycloak..", "io.javaoperatorsdk.."));

  @ArchTest
  static final ArchRule ONLY_MAIN_ASKS_THE_ENVIRONMENT =
      noClasses()
          .that(not(simpleNameEndingWith("Main")))
          .should()
          .callMethod(System.class, "getenv", String.class)
          .orShould()
          .callMethod(Instant.class, "now");
}
