package io.nauthera.api.governance;

import java.util.Map;

/**
 * What governance needs of an AuthServer: the policies that it selects and the namespaces that may
 * refer to it.
 */
public record Server(ServerName name, Selector policySelector, Consent consent) {

  /** Which namespaces may refer to the server (Gateway API's allowedRoutes, GEP-709). */
  public sealed interface Consent {
    boolean admits(String namespace, Map<String, String> namespaceLabels);
  }

  /** Every namespace. */
  public record All() implements Consent {
    @Override
    public boolean admits(String namespace, Map<String, String> namespaceLabels) {
      return true;
    }
  }

  /** One namespace: the server's own. */
  public record Only(String own) implements Consent {
    @Override
    public boolean admits(String namespace, Map<String, String> namespaceLabels) {
      return namespace.equals(own);
    }
  }

  /** Namespaces by their labels. */
  public record Selected(Selector selector) implements Consent {
    @Override
    public boolean admits(String namespace, Map<String, String> namespaceLabels) {
      return selector.matches(namespaceLabels);
    }
  }
}
