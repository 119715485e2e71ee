package io.nauthera.api.policy;

import io.nauthera.api.oauth.ClientMetadata;
import io.nauthera.api.oauth.RedirectUri;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A redirect URI has one unambiguous form that the server can store; no policy can loosen that. */
final class RedirectUriForm implements PolicyRule {
  private final ServerProfile server;

  RedirectUriForm(ServerProfile server) {
    this.server = server;
  }

  @Override
  public Stream<Violation> check(ClientMetadata client, EffectivePolicy policy) {
    return RedirectUriField.of(client)
        .flatMap(field -> {
          List<String> defects = defects(field.uri(), server);
          return defects.isEmpty()
              ? Stream.empty()
              : Stream.of(
                  field.violates(RuleId.URI_FORM, () -> String.join("; ", defects), List.of()));
        });
  }

  /** Sentences about what is wrong with the form of the URI. */
  static List<String> defects(RedirectUri uri, ServerProfile server) {
    boolean isLong = uri.text().length() > server.maxUriLength();
    List<String> taken = uri.parameters().stream().filter(server::isOfResponse).toList();
    if (!isLong && taken.isEmpty()) {
      return uri.defects();
    }
    List<String> defects = new ArrayList<>();
    if (isLong) {
      defects.add(
          "is longer than the %d characters that %s can store: shorten it"
              .formatted(server.maxUriLength(), server.name()));
    }
    taken.stream()
        .distinct()
        .forEach(name ->
            defects.add(
                "has the query parameter %s, which belongs to the OAuth response, so %s refuses every login: use another name"
                    .formatted(name, server.name())));
    defects.addAll(uri.defects());
    return defects;
  }
}
