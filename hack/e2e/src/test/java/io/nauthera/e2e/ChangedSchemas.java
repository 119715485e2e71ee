package io.nauthera.e2e;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.nauthera.api.v1alpha1.ResourceKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/** CRDs with other schemas, as another version would install them, until it is closed. */
public final class ChangedSchemas implements AutoCloseable {
  /** Otherwise the next upgrade of the release would conflict with the tests. */
  private static final String FIELD_MANAGER = "helm";

  private final KubernetesClient kubernetes;
  private final List<CustomResourceDefinition> before = new ArrayList<>();

  public ChangedSchemas(KubernetesClient kubernetes) {
    this.kubernetes = kubernetes;
  }

  /** Changes the schema of a kind. */
  public void change(ResourceKind kind, Consumer<JSONSchemaProps> change) {
    before.add(definition(kind));
    CustomResourceDefinition changed = definition(kind);
    change.accept(changed.getSpec().getVersions().getFirst().getSchema().getOpenAPIV3Schema());
    apply(changed);
  }

  private CustomResourceDefinition definition(ResourceKind kind) {
    CustomResourceDefinition definition =
        Objects.requireNonNull(
            kubernetes
                .apiextensions()
                .v1()
                .customResourceDefinitions()
                .withName(kind.crdName())
                .get());
    definition.getMetadata().setManagedFields(null);
    definition.getMetadata().setResourceVersion(null);
    definition.setStatus(null);
    return definition;
  }

  private void apply(CustomResourceDefinition definition) {
    var unused =
        kubernetes
            .resource(definition)
            .fieldManager(FIELD_MANAGER)
            .forceConflicts()
            .serverSideApply();
  }

  @Override
  public void close() {
    before.forEach(this::apply);
  }
}
