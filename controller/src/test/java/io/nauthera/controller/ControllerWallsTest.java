package io.nauthera.controller;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;

/** The walls of the controller, one rule each. */
@AnalyzeClasses(
    packages = "io.nauthera.controller",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ControllerWallsTest {
  @ArchTest
  static final ArchRule CONTROLLER_NEVER_SEES_THE_WEBHOOK =
      noClasses().should().dependOnClassesThat().resideInAPackage("io.nauthera.webhook..");

  @ArchTest
  static final ArchRule PROVISIONING_KNOWS_NEITHER_KEYCLOAK_NOR_KUBERNETES =
      noClasses()
          .that()
          .resideInAPackage("..controller.provisioning..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                  "io.fabric8..",
                  "io.javaoperatorsdk..",
                  "..controller.keycloak..",
                  "org.keycloak..",
                  "..v1alpha1.."));

  @ArchTest
  static final ArchRule KEYCLOAK_KNOWS_NO_KUBERNETES =
      noClasses()
          .that()
          .resideInAPackage("..controller.keycloak..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("io.fabric8..", "io.javaoperatorsdk..", "..v1alpha1.."));

  @ArchTest
  static final ArchRule ONLY_THE_ADAPTER_KNOWS_REPRESENTATIONS_AND_HTTP =
      noClasses()
          .that(resideOutsideOfPackages("..controller.keycloak.."))
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                  "org.keycloak..", "jakarta.ws.rs..", "org.jboss.resteasy..", "java.net.http.."));

  @ArchTest
  static final ArchRule ONLY_RECONCILERS_AND_CLUSTER_KNOW_THE_OPERATOR_SDK =
      noClasses()
          .that(
              not(simpleNameEndingWith("Reconciler"))
                  .and(resideOutsideOfPackages("..controller.cluster.."))
                  .and(not(simpleNameEndingWith("Main"))))
          .should()
          .dependOnClassesThat(resideInAnyPackage("io.javaoperatorsdk.."));

  @ArchTest
  static final ArchRule ONLY_MAIN_ASKS_THE_ENVIRONMENT =
      noClasses()
          .that(not(simpleNameEndingWith("Main")))
          .should()
          .callMethod(System.class, "getenv", String.class)
          .orShould()
          .callMethod(Instant.class, "now");

  @ArchTest
  static final ArchRule RECONCILERS_SPEAK_WITH_KEYCLOAK_THROUGH_THE_PORT =
      classes()
          .that()
          .resideInAPackage("..controller.keycloak..")
          .should()
          .onlyHaveDependentClassesThat(
              resideInAnyPackage("..controller.keycloak..", "..controller.authserver.."));
}
