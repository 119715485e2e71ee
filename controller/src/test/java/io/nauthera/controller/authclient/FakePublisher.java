package io.nauthera.controller.authclient;

import io.nauthera.api.mapping.AuthClients;
import io.nauthera.api.v1alpha1.AuthClient;
import io.nauthera.controller.credentials.CredentialsPublisher;
import io.nauthera.controller.credentials.PublishedSettings;
import io.nauthera.controller.provisioning.Realm.Endpoints;
import io.nauthera.controller.provisioning.RegisteredClient;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Publishes nothing, and answers with success unless a test says otherwise. */
final class FakePublisher implements CredentialsPublisher {
  private @Nullable Publication answer;
  private @Nullable String secret;
  private @Nullable PublishedSettings published;
  private int calls;

  void answer(Publication other) {
    answer = other;
  }

  void reset() {
    calls = 0;
  }

  int calls() {
    return calls;
  }

  /** What was published last. */
  Optional<PublishedSettings> published() {
    return Optional.ofNullable(published);
  }

  /** From now on the Secret contains this client secret. */
  void secret(String value) {
    secret = value;
  }

  @Override
  public Optional<String> publishedSecret(AuthClient client) {
    return Optional.ofNullable(secret);
  }

  @Override
  public Publication publish(
      AuthClient client,
      PublishedSettings settings,
      RegisteredClient registered,
      Endpoints endpoints) {
    published = settings;
    calls++;
    return answer == null ? new Published(AuthClients.secretName(client)) : answer;
  }
}
