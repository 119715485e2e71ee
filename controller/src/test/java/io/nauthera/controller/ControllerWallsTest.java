package io.nauthera.controller;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.time.Clock;
import java.time.Instant;

/** The walls of the controller, one rule each. */
@AnalyzeClasses(
    packages = "io.nauthera.controller",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ControllerWallsTest {
  private static final String RECONCILERS =
      "io.nauthera.controller.(authclient|authpolicy|authserver|userstore)..";

  @ArchTest
  static final ArchRule controller_neverSeesTheWebhook =
      noClasses().should().dependOnClassesThat().resideInAPackage("io.nauthera.webhook..");

  @ArchTest
  static final ArchRule reconcilers_neverSeeEachOther =
      slices().matching(RECONCILERS).should().notDependOnEachOther();

  @ArchTest
  static final ArchRule packages_haveNoCycles =
      slices().matching("io.nauthera.controller.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule provisioning_seesNeitherKeycloakNorKubernetes =
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
  static final ArchRule keycloak_neverSeesKubernetes =
      noClasses()
          .that()
          .resideInAPackage("..controller.keycloak..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("io.fabric8..", "io.javaoperatorsdk..", "..v1alpha1.."));

  @ArchTest
  static final ArchRule representationsAndHttp_stayInKeycloak =
      noClasses()
          .that(resideOutsideOfPackages("..controller.keycloak.."))
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                  "org.keycloak..", "jakarta.ws.rs..", "org.jboss.resteasy..", "java.net.http.."));

  @ArchTest
  static final ArchRule keycloak_isSeenOnlyByConnectionsAndMain =
      classes()
          .that()
          .resideInAPackage("..controller.keycloak..")
          .should()
          .onlyHaveDependentClassesThat(
              resideInAnyPackage("..controller.keycloak..", "..controller.connections..")
                  .or(simpleNameEndingWith("Main")));

  @ArchTest
  static final ArchRule operatorSdk_isSeenOnlyByReconcilersAndCluster =
      noClasses()
          .that(
              not(simpleNameEndingWith("Reconciler"))
                  .and(resideOutsideOfPackages("..controller.cluster.."))
                  .and(not(simpleNameEndingWith("Main"))))
          .should()
          .dependOnClassesThat(resideInAnyPackage("io.javaoperatorsdk.."));

  @ArchTest
  static final ArchRule environmentAndClock_areReadOnlyByMain =
      noClasses()
          .that(not(simpleNameEndingWith("Main")))
          .should()
          .callMethod(System.class, "getenv", String.class)
          .orShould()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(Clock.class, "systemUTC");

  @ArchTest
  static final ArchRule kubernetesClient_isCreatedOnlyByMain =
      noClasses()
          .that(not(simpleNameEndingWith("Main")))
          .should()
          .callConstructor(KubernetesClientBuilder.class);
}
