package io.nauthera.api.governance;

import io.nauthera.api.policy.PolicySet;
import io.nauthera.api.policy.Violation;
import java.util.List;

/** Who governs a client: known, nobody, or not to be known yet. */
public sealed interface Resolution {

  /** Policies govern; {@code refusals} is what the server itself has against the client. */
  record Governed(Server server, PolicySet policies, List<Violation> refusals)
      implements Resolution {
    public Governed {
      refusals = List.copyOf(refusals);
    }
  }

  /** No policy governs: nothing may be provisioned. */
  record Ungoverned(Server server, List<Violation> refusals) implements Resolution {
    public Ungoverned {
      refusals = List.copyOf(refusals);
    }
  }

  /** The server is not there (yet). */
  record ServerMissing(ServerName server) implements Resolution {}

  /** The namespace of the client is not known (yet), so neither is who governs it. */
  record NamespaceUnknown(String namespace) implements Resolution {}
}
