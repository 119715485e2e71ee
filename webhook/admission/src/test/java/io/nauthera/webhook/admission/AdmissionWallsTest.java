package io.nauthera.webhook.admission;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;

/** Admission does not use a cluster, a clock or the environment. */
@AnalyzeClasses(
    packages = "io.nauthera.webhook.admission",
    importOptions = ImportOption.DoNotIncludeTests.class)
class AdmissionWallsTest {
  @ArchTest
  static final ArchRule admission_doesNotUseACluster =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.fabric8.kubernetes.client.informers..",
              "io.fabric8.kubernetes.client.dsl..",
              "java.net.http..");

  @ArchTest
  static final ArchRule admission_doesNotReadEnvironmentOrClock =
      noClasses()
          .should()
          .callMethod(System.class, "getenv", String.class)
          .orShould()
          .callMethod(System.class, "getProperty", String.class)
          .orShould()
          .callMethod(Instant.class, "now");
}
