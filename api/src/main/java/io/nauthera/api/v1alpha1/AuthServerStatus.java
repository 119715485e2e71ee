package io.nauthera.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether the server is usable, and how many resources use it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AuthServerStatus(
    @JsonPropertyDescription("Generation of the spec that this status describes.")
        @Nullable Long observedGeneration,
    @JsonPropertyDescription(
            "Reachable: the server answers. Authorized: it accepts the credentials, and they have the roles that the controller needs. Ready: both are True.")
        @Nullable List<Condition> conditions,
    @JsonPropertyDescription("Number of AuthClients that refer to the server.")
        @Nullable Integer clients,
    @JsonPropertyDescription("Number of AuthPolicies that apply to the server.")
        @Nullable Integer policies,
    @JsonPropertyDescription("Version that the server reports.") @Nullable String serverVersion,
    @JsonPropertyDescription(
            "Number of registered AuthClients that no policy governs any more. They keep their last accepted configuration.")
        @Nullable Integer ungovernedClients,
    @JsonPropertyDescription(
            "Clients in the realm that were registered from this cluster and that no AuthClient has. Remove them at the server, or create the AuthClient again.")
        @Nullable OrphanedClients orphanedClients) {

  /** Clients that no AuthClient has. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record OrphanedClients(
      @Required @JsonPropertyDescription("Number of these clients.") Integer count,
      @Required @JsonPropertyDescription("Client ids of the first 20, in alphabetical order.")
          List<String> clientIds) {}
}
