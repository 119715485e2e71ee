package io.nauthera.webhook.admission;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;

/** Admission asks no cluster, no clock and no environment; the module keeps the server away. */
@AnalyzeClasses(
    packages = "io.nauthera.webhook.admission",
    importOptions = ImportOption.DoNotIncludeTests.class)
class AdmissionWallsTest {
  @ArchTest
  static final ArchRule admission_neverAsksACluster =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.fabric8.kubernetes.client.informers..",
              "io.fabric8.kubernetes.client.dsl..",
              "java.net.http..");

  @ArchTest
  static final ArchRule admission_neverAsksEnvironmentOrClock =
      noClasses()
          .should()
          .callMethod(System.class, "getenv", String.class)
          .orShould()
          .callMethod(System.class, "getProperty", String.class)
          .orShould()
          .callMethod(Instant.class, "now");
}
