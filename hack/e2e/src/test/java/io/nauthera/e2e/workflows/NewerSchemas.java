package io.nauthera.e2e.workflows;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionSpec;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaPropsBuilder;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.nauthera.api.v1alpha1.ResourceKind;
import io.nauthera.sandbox.Sandbox;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The CRDs as a newer version would install them, until it is closed: the spec and the status of
 * every kind have a field {@code future}.
 */
final class NewerSchemas implements AutoCloseable {
  private static final JSONSchemaProps TEXT =
      new JSONSchemaPropsBuilder().withType("string").build();

  private final Map<Resource<CustomResourceDefinition>, CustomResourceDefinitionSpec> before =
      new LinkedHashMap<>();

  NewerSchemas(Sandbox sandbox) {
    for (ResourceKind kind : ResourceKind.values()) {
      Resource<CustomResourceDefinition> crd =
          sandbox
              .kubernetes()
              .apiextensions()
              .v1()
              .customResourceDefinitions()
              .withName(kind.crdName());
      before.put(crd, Objects.requireNonNull(crd.get()).getSpec());
      var unused =
          crd.edit(definition -> {
            var schema =
                definition.getSpec().getVersions().getFirst().getSchema().getOpenAPIV3Schema();
            schema.getProperties().get("spec").getProperties().put("future", TEXT);
            schema.getProperties().get("status").getProperties().put("future", TEXT);
            return definition;
          });
    }
  }

  @Override
  public void close() {
    before.forEach((crd, spec) -> {
      var unused =
          crd.edit(definition -> {
            definition.setSpec(spec);
            return definition;
          });
    });
  }
}
