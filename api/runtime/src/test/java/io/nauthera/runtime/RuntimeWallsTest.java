package io.nauthera.runtime;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.time.Instant;

/** The walls of the module, one rule each; the module itself keeps the rest of Nauthera away. */
@AnalyzeClasses(
    packages = "io.nauthera.runtime",
    importOptions = ImportOption.DoNotIncludeTests.class)
class RuntimeWallsTest {
  @ArchTest
  static final ArchRule runtime_readsNeitherEnvironmentNorClock =
      noClasses()
          .should()
          .callMethodWhere(
              target(owner(equivalentTo(System.class)))
                  .and(target(nameMatching("getenv|getProperty"))))
          .orShould()
          .callMethod(Instant.class, "now");

  @ArchTest
  static final ArchRule runtime_createsNoKubernetesClient =
      noClasses()
          .should()
          .callConstructorWhere(target(owner(assignableTo(KubernetesClientBuilder.class))));
}
