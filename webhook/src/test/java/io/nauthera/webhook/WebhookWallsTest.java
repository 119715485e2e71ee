package io.nauthera.webhook;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.time.Instant;

/** The walls of the webhook, one rule each. */
@AnalyzeClasses(
    packages = "io.nauthera.webhook",
    importOptions = ImportOption.DoNotIncludeTests.class)
class WebhookWallsTest {
  @ArchTest
  static final ArchRule ADMISSION_NEVER_SEES_SERVER_CLUSTER_COMMAND_LINE_OR_A_CLIENT =
      noClasses()
          .that()
          .resideInAPackage("..webhook.admission..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                  "..webhook.server..",
                  "..webhook.cluster..",
                  "..webhook.cli..",
                  "io.javalin..",
                  "io.fabric8.kubernetes.client.informers..",
                  "io.fabric8.kubernetes.client.dsl.."));

  @ArchTest
  static final ArchRule COMMAND_LINE_NEVER_SEES_SERVER_OR_INFORMERS =
      noClasses()
          .that()
          .resideInAPackage("..webhook.cli..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("..webhook.server..", "..webhook.cluster..", "io.javalin.."));

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
          .that(not(simpleName(Main.class.getSimpleName())))
          .should()
          .callMethodWhere(
              target(owner(equivalentTo(System.class)))
                  .and(target(nameMatching("getenv|getProperty"))))
          .orShould()
          .callMethod(Instant.class, "now");

  @ArchTest
  static final ArchRule ONLY_MAIN_MAKES_CLIENTS =
      noClasses()
          .that(not(simpleName(Main.class.getSimpleName())))
          .should()
          .callConstructorWhere(target(owner(assignableTo(KubernetesClientBuilder.class))))
          .orShould()
          .callConstructorWhere(target(owner(assignableTo(KubernetesClient.class))))
          .orShould()
          .dependOnClassesThat()
          .resideInAnyPackage("java.net.http..");
}
