package io.nauthera.runtime;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.nauthera.api.mapping.ResourceModule;
import io.nauthera.api.v1alpha1.AuthClient;
import io.nauthera.api.v1alpha1.AuthPolicy;
import io.nauthera.api.v1alpha1.AuthServer;
import io.nauthera.api.v1alpha1.UserStore;

/**
 * How a client of Kubernetes reads what the API server sends: nothing in one object makes a list or
 * a watch fail. A resource that cannot be read has a {@link io.nauthera.api.mapping.ReadFault}.
 */
public final class TolerantSerialization {
  /** The API server accepts objects that are nested 10,000 levels deep. */
  private static final int MAX_NESTING = 20_000;

  private TolerantSerialization() {}

  public static KubernetesSerialization create() {
    JsonFactory json =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_NESTING)
                    .maxNameLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            // Users choose names, and a parser that remembers names never forgets long ones.
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();
    var mapper = JsonMapper.builder(json).addModule(new ResourceModule()).build();
    // Searching the class path for kinds would load 500 classes, so what watches send is named.
    var serialization = new KubernetesSerialization(mapper, false);
    serialization.registerKubernetesResource(Status.class);
    serialization.registerKubernetesResource(Namespace.class);
    serialization.registerKubernetesResource(ConfigMap.class);
    serialization.registerKubernetesResource(Secret.class);
    serialization.registerKubernetesResource(AuthClient.class);
    serialization.registerKubernetesResource(AuthPolicy.class);
    serialization.registerKubernetesResource(AuthServer.class);
    serialization.registerKubernetesResource(UserStore.class);
    return serialization;
  }
}
