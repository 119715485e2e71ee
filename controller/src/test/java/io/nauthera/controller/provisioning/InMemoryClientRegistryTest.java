package io.nauthera.controller.provisioning;

class InMemoryClientRegistryTest extends ClientRegistryContract {
  private final ClientRegistry registry = new InMemoryClientRegistry();

  @Override
  protected ClientRegistry registry() {
    return registry;
  }
}
