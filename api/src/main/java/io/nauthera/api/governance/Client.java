package io.nauthera.api.governance;

import io.nauthera.api.oauth.ClientName;
import java.util.Map;

/** What matters of an AuthClient for governance. */
public record Client(ClientName name, ServerName server, Map<String, String> labels) {
  public Client {
    labels = Map.copyOf(labels);
  }
}
