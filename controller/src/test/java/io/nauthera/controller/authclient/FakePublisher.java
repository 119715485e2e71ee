package io.nauthera.controller.authclient;

import io.nauthera.api.mapping.AuthClients;
import io.nauthera.api.v1alpha1.AuthClient;
import io.nauthera.controller.credentials.CredentialsPublisher;
import io.nauthera.controller.provisioning.DesiredClient;
import io.nauthera.controller.provisioning.Realm.Endpoints;
import io.nauthera.controller.provisioning.RegisteredClient;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Publishes nothing, and answers with success unless a test says otherwise. */
final class FakePublisher implements CredentialsPublisher {
  private @Nullable Publication answer;
  private @Nullable String secret;
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
      AuthClient client, DesiredClient desired, RegisteredClient registered, Endpoints endpoints) {
    calls++;
    return answer == null ? new Published(AuthClients.secretName(client)) : answer;
  }
}
