package io.nauthera.webhook.admission;

import com.fasterxml.jackson.databind.JsonNode;
import io.nauthera.api.governance.ClusterView;
import io.nauthera.api.governance.Server;
import io.nauthera.api.governance.ServerName;
import io.nauthera.api.mapping.AuthServers;
import io.nauthera.api.mapping.ResourceReader;
import io.nauthera.api.text.Names;
import io.nauthera.api.v1alpha1.AuthServer;
import io.nauthera.api.v1alpha1.ResourceKind;
import io.nauthera.webhook.admission.validation.AuthServerValidator;
import io.nauthera.webhook.admission.validation.FieldMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Refuses an invalid AuthServer, answers a change with its impact, and prevents the deletion of one
 * that clients refer to: without it they could neither be changed nor removed.
 */
final class AuthServerAdmission implements Admission {
  private static final int CONFLICT = 409;
  private static final int MAX_NAMES = 10;

  private final ClusterView view;
  private final ImpactWarnings impact;

  AuthServerAdmission(ClusterView view, ImpactWarnings impact) {
    this.view = view;
    this.impact = impact;
  }

  @Override
  public Verdict review(AdmissionRequest request) {
    return switch (request.operation()) {
      case CREATE -> verdict(read(request.object()), after -> List.of());
      case UPDATE ->
          request.isTerminating() || request.isSpecUnchanged()
              ? Verdict.allowed()
              : verdict(read(request.object()), after -> replaced(request.oldObject(), after));
      case DELETE -> deletion(AuthServers.name(read(request.oldObject())));
    };
  }

  private static AuthServer read(JsonNode object) {
    return ResourceReader.read(object, AuthServer.class);
  }

  private Verdict verdict(AuthServer server, Function<Server, List<String>> impactOf) {
    List<FieldMessage> invalid = AuthServerValidator.check(server.getSpec());
    if (!invalid.isEmpty()) {
      return Verdict.invalid(ResourceKind.AUTH_SERVER, server, invalid);
    }
    Server after = ResourceReader.mapped(server, AuthServers::server);
    List<Verdict.Warning> warnings = new ArrayList<>();
    warnings.addAll(Verdict.Warning.of("impact", impactOf.apply(after)));
    warnings.addAll(Verdict.Warning.of("ungoverned", withoutPolicies(after)));
    warnings.addAll(
        Verdict.Warning.ofFields("hint", AuthServerValidator.warnings(server.getSpec())));
    return new Verdict.Allowed(warnings);
  }

  private List<String> replaced(JsonNode before, Server after) {
    return ResourceReader.stored(before, AuthServer.class, AuthServers::server)
        .map(old -> impact.of(old, after))
        .orElse(ImpactWarnings.UNKNOWN);
  }

  /**
   * Manifests are applied in any order, so a server without policies and clients is not worth a
   * warning.
   */
  private List<String> withoutPolicies(Server server) {
    var policies = view.policiesIn(server.name().namespace());
    boolean isInUse = !policies.isEmpty() || !view.clientsOf(server.name()).isEmpty();
    return isInUse && policies.stream().noneMatch(policy -> policy.isSelectedBy(server))
        ? List.of(
            "this server selects no AuthPolicy of its namespace (spec.policySelector): nothing is provisioned for its clients until it does")
        : List.of();
  }

  private Verdict deletion(ServerName server) {
    List<String> clients =
        view.clientsOf(server).stream().map(client -> client.name().toString()).sorted().toList();
    return clients.isEmpty()
        ? Verdict.allowed()
        : new Verdict.Refused(
            CONFLICT,
            "Conflict",
            "AuthServer %s is in use: delete these AuthClients first: %s"
                .formatted(server, Names.first(MAX_NAMES, clients)));
  }
}
