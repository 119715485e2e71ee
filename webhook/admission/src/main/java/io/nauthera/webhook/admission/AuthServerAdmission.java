package io.nauthera.webhook.admission;

import com.fasterxml.jackson.databind.JsonNode;
import io.nauthera.api.governance.Client;
import io.nauthera.api.governance.ClusterView;
import io.nauthera.api.governance.Server;
import io.nauthera.api.governance.ServerName;
import io.nauthera.api.mapping.AuthServers;
import io.nauthera.api.mapping.LoopbackHttp;
import io.nauthera.api.mapping.RealmAddress;
import io.nauthera.api.mapping.ResourceReader;
import io.nauthera.api.oauth.ClientName;
import io.nauthera.api.text.Names;
import io.nauthera.api.text.Quoted;
import io.nauthera.api.v1alpha1.AuthServer;
import io.nauthera.api.v1alpha1.AuthServerSpec;
import io.nauthera.api.v1alpha1.ResourceKind;
import io.nauthera.webhook.admission.validation.AuthServerValidator;
import io.nauthera.webhook.admission.validation.FieldMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Refuses an invalid AuthServer, answers a change with its impact, and protects what clients need:
 * the realm that they are registered in, and the server without which they could not be removed.
 */
final class AuthServerAdmission implements Admission {
  private static final int MAX_NAMES = 10;

  private final ClusterView view;
  private final ImpactWarnings impact;
  private final LoopbackHttp loopbackHttp;

  AuthServerAdmission(ClusterView view, ImpactWarnings impact, LoopbackHttp loopbackHttp) {
    this.view = view;
    this.impact = impact;
    this.loopbackHttp = loopbackHttp;
  }

  @Override
  public Verdict review(AdmissionRequest request, Deadline deadline) {
    return switch (request.operation()) {
      case CREATE -> verdict(read(request.object()), after -> List.of());
      case UPDATE ->
          request.isSpecUnchanged()
              ? Verdict.allowed()
              : updated(read(request.object()), request.oldObject(), deadline);
      case DELETE -> deletion(name(request.oldObject()));
    };
  }

  private static AuthServer read(JsonNode object) {
    return ResourceReader.read(object, AuthServer.class);
  }

  /** A server that this version cannot read can still be deleted. */
  private static ServerName name(JsonNode object) {
    return new ServerName(
        object.at("/metadata/namespace").asText(), object.at("/metadata/name").asText());
  }

  private Verdict updated(AuthServer server, JsonNode before, Deadline deadline) {
    List<FieldMessage> moved =
        ResourceReader.stored(before, AuthServer.class, AuthServer::getSpec)
            .map(old -> movedRealm(AuthServers.name(server), old, server.getSpec()))
            .orElse(List.of());
    return moved.isEmpty()
        ? verdict(server, after -> replaced(before, after, deadline))
        : Verdict.invalid(ResourceKind.AUTH_SERVER, server, moved);
  }

  /** Registered clients would be left behind in the old realm, with secrets that still work. */
  private List<FieldMessage> movedRealm(
      ServerName server, AuthServerSpec before, AuthServerSpec after) {
    RealmAddress old = RealmAddress.of(before);
    List<Client> registered =
        old.equals(RealmAddress.of(after))
            ? List.of()
            : view.clientsOf(server).stream().filter(Client::isRegistered).toList();
    return registered.isEmpty()
        ? List.of()
        : List.of(
            new FieldMessage(
                before.issuerUrl().equals(after.issuerUrl()) ? "spec.keycloak" : "spec.issuerUrl",
                "the realm of an AuthServer cannot change while clients are registered in it (realm %s at %s has %s): delete these AuthClients first, or create another AuthServer"
                    .formatted(
                        Quoted.of(old.realm()), Quoted.of(old.baseUrl()), named(registered))));
  }

  private static String named(List<Client> clients) {
    return "%d %s: %s"
        .formatted(
            clients.size(),
            clients.size() == 1 ? "AuthClient" : "AuthClients",
            Names.first(MAX_NAMES, names(clients)));
  }

  private static List<ClientName> names(List<Client> clients) {
    return clients.stream().map(Client::name).sorted().toList();
  }

  private Verdict verdict(AuthServer server, Function<Server, List<String>> impactOf) {
    List<FieldMessage> invalid = AuthServerValidator.check(server.getSpec(), loopbackHttp);
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

  private List<String> replaced(JsonNode before, Server after, Deadline deadline) {
    return ResourceReader.stored(before, AuthServer.class, AuthServers::server)
        .map(old -> impact.of(old, after, deadline))
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
    List<Client> clients = view.clientsOf(server).stream().filter(Client::needsServer).toList();
    if (clients.isEmpty()) {
      return Verdict.allowed();
    }
    List<Client> there = clients.stream().filter(client -> !client.isTerminating()).toList();
    List<Client> going = clients.stream().filter(Client::isTerminating).toList();
    String remedy =
        Stream.of(
                remedy("delete these AuthClients first", there),
                remedy("wait for these AuthClients, which are being deleted", going))
            .flatMap(Optional::stream)
            .collect(Collectors.joining("; "));
    return Verdict.Refused.forbidden("AuthServer %s is in use: %s".formatted(server, remedy));
  }

  private static Optional<String> remedy(String what, List<Client> clients) {
    return clients.isEmpty()
        ? Optional.empty()
        : Optional.of(what + ": " + Names.first(MAX_NAMES, names(clients)));
  }
}
