package io.nauthera.webhook.admission;

import com.fasterxml.jackson.databind.JsonNode;
import io.nauthera.api.governance.Client;
import io.nauthera.api.governance.ClusterView;
import io.nauthera.api.governance.Server;
import io.nauthera.api.governance.ServerName;
import io.nauthera.api.mapping.AuthServers;
import io.nauthera.api.v1alpha1.AuthServer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Refuses an AuthServer that makes no sense, answers a change with its impact, and keeps one that
 * clients refer to: without it they could neither be changed nor removed.
 */
final class AuthServerAdmission implements Admission {
  private static final int CONFLICT = 409;
  private static final int NAMED = 10;

  private final ClusterView view;
  private final ImpactWarnings impact;

  AuthServerAdmission(ClusterView view, ImpactWarnings impact) {
    this.view = view;
    this.impact = impact;
  }

  @Override
  public Verdict review(AdmissionRequest review) {
    return switch (review.operation()) {
      case CREATE -> judge(read(review.object()), after -> List.of());
      case UPDATE ->
          review.isTerminating() || review.isSpecUnchanged()
              ? Verdict.allowed()
              : judge(read(review.object()), after -> replaced(review.oldObject(), after));
      case DELETE -> kept(AuthServers.name(read(review.oldObject())));
    };
  }

  private static AuthServer read(JsonNode object) {
    return ResourceReader.read(object, AuthServer.class);
  }

  private Verdict judge(AuthServer server, Function<Server, List<String>> impactOf) {
    List<Verdict.Cause> causes = AuthServerValidator.check(server.getSpec());
    if (!causes.isEmpty()) {
      return new Verdict.Invalid("AuthServer", server.getMetadata().getName(), causes, List.of());
    }
    Server after = ResourceReader.mapped(server, AuthServers::server);
    List<Verdict.Warning> warnings = new ArrayList<>();
    warnings.addAll(Verdict.Warning.of("impact", impactOf.apply(after)));
    warnings.addAll(Verdict.Warning.of("ungoverned", uncounted(after)));
    warnings.addAll(Verdict.Warning.of("hint", AuthServerValidator.warnings(server.getSpec())));
    return new Verdict.Allowed(warnings);
  }

  private List<String> replaced(JsonNode before, Server after) {
    return ResourceReader.stored(before, AuthServer.class, AuthServers::server)
        .map(old -> impact.of(old, after))
        .orElse(ImpactWarnings.UNKNOWN);
  }

  /** Policies and servers come in any order: that there is neither policy nor client is no news. */
  private List<String> uncounted(Server server) {
    var policies = view.policiesIn(server.name().namespace());
    boolean isNews = !policies.isEmpty() || !view.clientsOf(server.name()).isEmpty();
    return isNews && policies.stream().noneMatch(policy -> policy.countsFor(server))
        ? List.of(
            "no AuthPolicy of this namespace counts for this server (spec.policySelector): its clients get nothing until one does")
        : List.of();
  }

  private Verdict kept(ServerName server) {
    Collection<Client> clients = view.clientsOf(server);
    if (clients.isEmpty()) {
      return Verdict.allowed();
    }
    String names =
        clients.stream()
            .map(client -> client.name().toString())
            .sorted()
            .limit(NAMED)
            .collect(Collectors.joining(", "));
    String more = clients.size() > NAMED ? " and %d more".formatted(clients.size() - NAMED) : "";
    return new Verdict.Refused(
        CONFLICT,
        "Conflict",
        "AuthServer %s is in use, and these AuthClients must be deleted first: %s%s"
            .formatted(server, names, more));
  }
}
