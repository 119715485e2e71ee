package io.nauthera.controller.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.CustomResource;
import io.nauthera.api.governance.Client;
import io.nauthera.api.mapping.AuthClients;
import io.nauthera.api.mapping.Labels;
import io.nauthera.api.mapping.ReadFault;
import io.nauthera.api.policy.PolicyName;
import io.nauthera.api.v1alpha1.AuthClient;
import io.nauthera.api.v1alpha1.AuthClientStatus;
import io.nauthera.api.v1alpha1.AuthServer;
import io.nauthera.api.v1alpha1.ConditionType;
import io.nauthera.controller.status.Conditions;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which changes of a resource matter to others. */
final class ResourceChanges {
  private ResourceChanges() {}

  /** A resource that cannot be read has only a part of its spec, or none. */
  static boolean isSpecChanged(CustomResource<?, ?> before, CustomResource<?, ?> after) {
    return !Objects.equals(before.getSpec(), after.getSpec())
        || !ReadFault.of(before).equals(ReadFault.of(after));
  }

  static boolean isReady(AuthServer server) {
    var status = server.getStatus();
    return status != null && Conditions.isTrue(status.conditions(), ConditionType.READY);
  }

  /** Whether something besides the status changed. */
  static boolean isMoreThanStatus(AuthClient before, AuthClient after) {
    return isSpecChanged(before, after)
        || before.isMarkedForDeletion() != after.isMarkedForDeletion()
        || !Labels.of(before).equals(Labels.of(after))
        || !annotations(before).equals(annotations(after));
  }

  /** Empty where the client does not exist or cannot be read. */
  static Optional<Client> claims(@Nullable AuthClient client) {
    return client == null || client.getSpec() == null
        ? Optional.empty()
        : Optional.of(AuthClients.client(client));
  }

  static Collection<PolicyName> governing(@Nullable AuthClient client) {
    AuthClientStatus status = client == null ? null : client.getStatus();
    var policies = status == null ? null : status.governingPolicies();
    return policies == null
        ? List.of()
        : policies.stream()
            .map(policy -> policy.name().split("/", 2))
            .map(n -> new PolicyName(n[0], n[1]))
            .toList();
  }

  private static Map<String, String> annotations(HasMetadata resource) {
    Map<String, String> annotations = resource.getMetadata().getAnnotations();
    return annotations == null ? Map.of() : annotations;
  }

  /** Whether the client was registered, or lost its registration. */
  static boolean isRegistrationChanged(AuthClient before, AuthClient after) {
    return AuthClients.isRegistered(before.getStatus())
        != AuthClients.isRegistered(after.getStatus());
  }
}
