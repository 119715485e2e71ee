package io.nauthera.api.mapping;

import io.nauthera.api.governance.Selector;
import io.nauthera.api.governance.Server;
import io.nauthera.api.governance.ServerName;
import io.nauthera.api.v1alpha1.AuthServer;
import io.nauthera.api.v1alpha1.AuthServerSpec.AllowedNamespaces;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Maps an AuthServer that the CRD's schema accepts to what governance needs of it; otherwise an
 * IllegalArgumentException says what is wrong.
 */
public final class AuthServers {
  private AuthServers() {}

  public static ServerName name(AuthServer server) {
    return new ServerName(server.getMetadata().getNamespace(), server.getMetadata().getName());
  }

  /** What cannot be read, as a sentence that names the resource; empty where everything can. */
  public static Optional<String> fault(AuthServer server) {
    return ResourceReader.fault(server, name(server), AuthServers::server);
  }

  public static Server server(AuthServer server) {
    var spec = server.getSpec();
    return new Server(
        name(server),
        Selectors.of("spec.policySelector", spec.policySelector()),
        consent(server.getMetadata().getNamespace(), spec.allowedNamespaces()));
  }

  private static Server.Consent consent(String own, @Nullable AllowedNamespaces allowed) {
    if (allowed == null || allowed.from() == null) {
      return new Server.All();
    }
    return switch (allowed.from()) {
      case All -> new Server.All();
      case Same -> new Server.Only(own);
      case Selector ->
          new Server.Selected(
              allowed.selector() == null
                  ? nothing()
                  : Selectors.of("spec.allowedNamespaces.selector", allowed.selector()));
    };
  }

  /** Fails closed: from: Selector without a selector admits no namespace. */
  private static Selector nothing() {
    return new Selector(List.of(new Selector.In("", Set.of())));
  }
}
