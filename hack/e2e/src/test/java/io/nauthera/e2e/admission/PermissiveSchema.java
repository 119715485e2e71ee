package io.nauthera.e2e.admission;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionSpec;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaPropsBuilder;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.nauthera.sandbox.Sandbox;
import java.util.Map;
import java.util.Objects;

/** The CRD of AuthClients with a looser schema, until it is closed. */
final class PermissiveSchema implements AutoCloseable {
  private final Resource<CustomResourceDefinition> crd;
  private final CustomResourceDefinitionSpec strict;

  PermissiveSchema(Sandbox sandbox) {
    crd =
        sandbox
            .kubernetes()
            .apiextensions()
            .v1()
            .customResourceDefinitions()
            .withName("authclients.auth.nauthera.io");
    strict = Objects.requireNonNull(crd.get()).getSpec();
  }

  void allowAnyJwks() {
    var unused =
        crd.edit(definition -> {
          Map<String, JSONSchemaProps> spec =
              definition
                  .getSpec()
                  .getVersions()
                  .getFirst()
                  .getSchema()
                  .getOpenAPIV3Schema()
                  .getProperties()
                  .get("spec")
                  .getProperties();
          spec.put(
              "jwks",
              new JSONSchemaPropsBuilder()
                  .withType("object")
                  .withXKubernetesPreserveUnknownFields(true)
                  .build());
          return definition;
        });
  }

  @Override
  public void close() {
    var unused =
        crd.edit(definition -> {
          definition.setSpec(strict);
          return definition;
        });
  }
}
