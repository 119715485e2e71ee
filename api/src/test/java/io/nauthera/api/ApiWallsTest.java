package io.nauthera.api;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.fabric8.kubernetes.client.CustomResource;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;

/** The walls between the packages of this module, one rule each. */
@AnalyzeClasses(packages = "io.nauthera.api", importOptions = ImportOption.DoNotIncludeTests.class)
final class ApiWallsTest {
  private static final String OAUTH = "io.nauthera.api.oauth..";
  private static final String POLICY = "io.nauthera.api.policy..";
  private static final String GOVERNANCE = "io.nauthera.api.governance..";
  private static final String V1ALPHA1 = "io.nauthera.api.v1alpha1..";
  private static final String MAPPING = "io.nauthera.api.mapping..";
  private static final String INDEX = "io.nauthera.api.index..";
  private static final String IMPACT = "io.nauthera.api.impact..";
  private static final String TEXT = "io.nauthera.api.text..";
  private static final String SCHEDULE = "io.nauthera.api.schedule..";

  @ArchTest
  static final ArchRule oauth_seesOnlyTheJdk =
      classes()
          .that()
          .resideInAPackage(OAUTH)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("java..", "org.jspecify.annotations..", OAUTH);

  @ArchTest
  static final ArchRule policy_seesOnlyTheJdkAndTheVocabulary =
      classes()
          .that()
          .resideInAPackage(POLICY)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..", "org.jspecify.annotations..", OAUTH, TEXT, SCHEDULE, POLICY);

  @ArchTest
  static final ArchRule domain_neverSeesFilesOrNetwork =
      noClasses()
          .that()
          .resideInAnyPackage(OAUTH, TEXT, SCHEDULE, POLICY, GOVERNANCE, IMPACT)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.io..", "java.nio.file..", "java.net.http..", "java.sql..");

  @ArchTest
  static final ArchRule governance_seesOnlyTheDomain =
      classes()
          .that()
          .resideInAPackage(GOVERNANCE)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..", "org.jspecify.annotations..", OAUTH, TEXT, POLICY, GOVERNANCE);

  @ArchTest
  static final ArchRule impact_seesOnlyTheDomain =
      classes()
          .that()
          .resideInAPackage(IMPACT)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..", "org.jspecify.annotations..", OAUTH, POLICY, GOVERNANCE, IMPACT);

  @ArchTest
  static final ArchRule text_seesOnlyTheJdk =
      classes()
          .that()
          .resideInAPackage(TEXT)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("java..", "org.jspecify.annotations..", TEXT);

  @ArchTest
  static final ArchRule schedule_seesOnlyTheJdkAndText =
      classes()
          .that()
          .resideInAPackage(SCHEDULE)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("java..", "org.jspecify.annotations..", TEXT, SCHEDULE);

  @ArchTest
  static final ArchRule mapping_isSeenOnlyByTheIndex =
      noClasses()
          .that()
          .resideOutsideOfPackages(MAPPING, INDEX)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(MAPPING);

  @ArchTest
  static final ArchRule manifests_seeNoDomain =
      noClasses()
          .that()
          .resideInAPackage(V1ALPHA1)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(OAUTH, SCHEDULE, POLICY, GOVERNANCE, IMPACT, MAPPING, INDEX);

  @ArchTest
  static final ArchRule ofTheKubernetesClient_onlyCustomResourceIsSeen =
      noClasses()
          .should()
          .dependOnClassesThat(
              resideInAPackage("io.fabric8.kubernetes.client..")
                  .and(
                      DescribedPredicate.not(
                          DescribedPredicate.describe(
                              "are CustomResource",
                              type -> type.isEquivalentTo(CustomResource.class)))));

  @ArchTest
  static final ArchRule nothing_seesAFrameworkServerOrLogger =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.javaoperatorsdk..",
              "org.keycloak..",
              "java.net.http..",
              "org.slf4j..",
              "java.util.logging..",
              "org.apache.logging..",
              "ch.qos.logback..");

  @ArchTest
  static final ArchRule nothing_asksForTheTime =
      noClasses()
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(LocalDate.class, "now")
          .orShould()
          .callMethod(LocalDateTime.class, "now")
          .orShould()
          .callMethod(OffsetDateTime.class, "now")
          .orShould()
          .callMethod(ZonedDateTime.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(Clock.class, "systemUTC");

  @ArchTest
  static final ArchRule nothing_asksForTheEnvironment =
      noClasses()
          .should()
          .callMethod(System.class, "getenv")
          .orShould()
          .callMethod(System.class, "getenv", String.class)
          .orShould()
          .callMethod(System.class, "getProperty", String.class)
          .orShould()
          .callMethod(System.class, "getProperty", String.class, String.class);

  @ArchTest
  static final ArchRule nothing_prints =
      noClasses()
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err");
}
