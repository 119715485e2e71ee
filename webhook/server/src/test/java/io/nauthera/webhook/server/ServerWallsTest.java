package io.nauthera.webhook.server;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
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

/** The walls of the server, one rule each; hack/verify/classpath keeps the command line away. */
@AnalyzeClasses(
    packages = {
      "io.nauthera.webhook.server",
      "io.nauthera.webhook.cluster",
      "io.nauthera.webhook.certificates"
    },
    importOptions = ImportOption.DoNotIncludeTests.class)
class ServerWallsTest {
  @ArchTest
  static final ArchRule onlyMain_readsEnvironmentAndClock =
      noClasses()
          .that(not(simpleName(Main.class.getSimpleName())))
          .should()
          .callMethodWhere(
              target(owner(equivalentTo(System.class)))
                  .and(target(nameMatching("getenv|getProperty"))))
          .orShould()
          .callMethod(Instant.class, "now");

  @ArchTest
  static final ArchRule onlyMain_createsClients =
      noClasses()
          .that(not(simpleName(Main.class.getSimpleName())))
          .should()
          .callConstructorWhere(target(owner(assignableTo(KubernetesClientBuilder.class))))
          .orShould()
          .callConstructorWhere(target(owner(assignableTo(KubernetesClient.class))))
          .orShould()
          .dependOnClassesThat()
          .resideInAnyPackage("java.net.http..");

  @ArchTest
  static final ArchRule clusterAndCertificates_neverSeeTheServer =
      noClasses()
          .that()
          .resideInAnyPackage("io.nauthera.webhook.cluster..", "io.nauthera.webhook.certificates..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.nauthera.webhook.server..", "org.eclipse.jetty..");

  @ArchTest
  static final ArchRule server_neverSeesTheKubernetesClient =
      noClasses()
          .that()
          .resideInAPackage("io.nauthera.webhook.server..")
          .and(not(simpleName(Main.class.getSimpleName())))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.fabric8..", "io.nauthera.webhook.cluster..");

  @ArchTest
  static final ArchRule certificates_neverSeeAdmission =
      noClasses()
          .that()
          .resideInAPackage("io.nauthera.webhook.certificates..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.nauthera.webhook.admission..", "io.nauthera.webhook.cluster..");
}
