package io.nauthera.api.index;

import io.nauthera.api.governance.Client;
import io.nauthera.api.governance.KnownClient;
import io.nauthera.api.governance.UnreadableResourceException;
import io.nauthera.api.oauth.ClientAuthenticationMethod;
import io.nauthera.api.oauth.ClientKeys;
import io.nauthera.api.oauth.ClientMetadata;
import io.nauthera.api.oauth.GrantType;
import io.nauthera.api.oauth.RedirectUri;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A client as the index keeps it: what it claims, and what it asks for in a form that takes little
 * memory. Its redirect URIs are parsed when they are asked for.
 */
sealed interface StoredClient {
  Client client();

  /** Fails where the client cannot be read. */
  KnownClient known();

  /** A client that can be read. */
  record Mapped(
      Client client,
      @Nullable String displayName,
      @Nullable List<GrantType> grantTypes,
      PackedTexts redirectUris,
      PackedTexts postLogoutRedirectUris,
      PackedTexts webOrigins,
      @Nullable List<String> scopes,
      @Nullable ClientAuthenticationMethod tokenEndpointAuthMethod,
      @Nullable String jwksUri,
      @Nullable ClientKeys keys)
      implements StoredClient {

    /** {@code client} is that of the metadata, with values that it shares with other clients. */
    static Mapped of(Client client, ClientMetadata metadata, SharedValues values) {
      return new Mapped(
          client,
          metadata.displayName(),
          values.sharedOrNull(metadata.grantTypes()),
          packed(metadata.redirectUris()),
          packed(metadata.postLogoutRedirectUris()),
          PackedTexts.of(metadata.webOrigins()),
          values.sharedOrNull(metadata.scopes()),
          metadata.tokenEndpointAuthMethod(),
          metadata.jwksUri(),
          metadata.keys());
    }

    private static PackedTexts packed(List<RedirectUri> uris) {
      return PackedTexts.of(uris.stream().map(RedirectUri::text).toList());
    }

    private static List<RedirectUri> parsed(PackedTexts uris) {
      return uris.unpack().stream().map(RedirectUri::parse).toList();
    }

    @Override
    public KnownClient known() {
      return new KnownClient(
          client,
          new ClientMetadata(
              client.name(),
              client.clientId(),
              client.secretName(),
              displayName,
              grantTypes,
              parsed(redirectUris),
              parsed(postLogoutRedirectUris),
              webOrigins.unpack(),
              scopes,
              tokenEndpointAuthMethod,
              jwksUri,
              keys));
    }
  }

  /**
   * A client of which only the claims can be read: they count, so that no other client has them.
   */
  record Faulty(Client client, String fault) implements StoredClient {
    @Override
    public KnownClient known() {
      throw new UnreadableResourceException(fault);
    }
  }
}
