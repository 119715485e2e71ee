package io.nauthera.api.index;

import io.nauthera.api.governance.Client;
import io.nauthera.api.governance.KnownClient;
import io.nauthera.api.governance.ServerName;
import io.nauthera.api.governance.UnreadableResourceException;
import io.nauthera.api.oauth.ClientName;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The clients by name, by server and by what they claim for themselves alone. Written by one
 * thread, read by many.
 */
final class ClientIndex {
  private final SharedValues values = new SharedValues();
  private final GroupedIndex<ServerName, ClientName, StoredClient> clients = new GroupedIndex<>();
  private final ConcurrentMap<ClientName, String> withoutServer = new ConcurrentHashMap<>();
  private final ClaimIndex<ClientIdClaim> clientIds = new ClaimIndex<>();
  private final ClaimIndex<SecretClaim> secrets = new ClaimIndex<>();

  /** Ids that differ only in case are one id. */
  private record ClientIdClaim(ServerName server, String clientId) {
    ClientIdClaim {
      clientId = clientId.toLowerCase(Locale.ROOT);
    }

    static ClientIdClaim of(Client client) {
      return new ClientIdClaim(client.server(), client.clientId());
    }
  }

  private record SecretClaim(String namespace, String secretName) {
    static SecretClaim of(Client client) {
      return new SecretClaim(client.name().namespace(), client.secretName());
    }
  }

  void put(KnownClient known) {
    put(StoredClient.Mapped.of(shared(known.client()), known.metadata(), values));
  }

  /** Adds a client of which only the claims can be read. */
  void putFault(Client claims, String fault) {
    put(new StoredClient.Faulty(shared(claims), fault));
  }

  /** Adds a client of which not even the server can be read. */
  void putFault(ClientName name, String fault) {
    remove(name);
    withoutServer.put(name, fault);
  }

  private Client shared(Client client) {
    return new Client(
        new ClientName(values.shared(client.name().namespace()), client.name().name()),
        values.shared(client.server()),
        values.sharedMap(client.labels()),
        client.clientId(),
        client.secretName(),
        client.creationOrder(),
        client.lifecycle());
  }

  private void put(StoredClient stored) {
    Client client = stored.client();
    withoutServer.remove(client.name());
    Optional<Client> before = clients.get(client.name()).map(StoredClient::client);
    clients.put(client.name(), client.server(), stored);
    var clientId = ClientIdClaim.of(client);
    var secret = SecretClaim.of(client);
    clientIds.put(clientId, client);
    secrets.put(secret, client);
    before
        .map(ClientIdClaim::of)
        .filter(claim -> !claim.equals(clientId))
        .ifPresent(claim -> clientIds.remove(claim, client.name()));
    before
        .map(SecretClaim::of)
        .filter(claim -> !claim.equals(secret))
        .ifPresent(claim -> secrets.remove(claim, client.name()));
  }

  void remove(ClientName name) {
    withoutServer.remove(name);
    clients
        .get(name)
        .map(StoredClient::client)
        .ifPresent(client -> {
          clients.remove(name);
          clientIds.remove(ClientIdClaim.of(client), name);
          secrets.remove(SecretClaim.of(client), name);
        });
  }

  Optional<KnownClient> get(ClientName name) {
    String fault = withoutServer.get(name);
    if (fault != null) {
      throw new UnreadableResourceException(fault);
    }
    return clients.get(name).map(StoredClient::known);
  }

  /** All clients that can be read, in no order. */
  List<KnownClient> all() {
    return clients.all().stream()
        .filter(StoredClient.Mapped.class::isInstance)
        .map(StoredClient::known)
        .toList();
  }

  List<Client> of(ServerName server) {
    return clients.group(server).stream().map(StoredClient::client).toList();
  }

  List<Client> withId(ServerName server, String clientId) {
    return clientIds.get(new ClientIdClaim(server, clientId));
  }

  List<Client> withSecret(String namespace, String secretName) {
    return secrets.get(new SecretClaim(namespace, secretName));
  }
}
