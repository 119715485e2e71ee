package io.nauthera.sandbox;

import io.nauthera.sandbox.process.SandboxException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** The started parts of a sandbox. They are closed in reverse order, also when the JVM ends. */
public final class StartedParts implements AutoCloseable {
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final Thread onExit = new Thread(this::closeAll, "sandbox-exit");

  public StartedParts() {
    Runtime.getRuntime().addShutdownHook(onExit);
  }

  public synchronized <T extends AutoCloseable> T add(T part) {
    parts.push(part);
    return part;
  }

  @Override
  public void close() {
    closeAll();
    try {
      Runtime.getRuntime().removeShutdownHook(onExit);
    } catch (IllegalStateException e) {
      // The JVM is ending and runs the hook itself.
    }
  }

  private synchronized void closeAll() {
    @Nullable RuntimeException failure = null;
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        failure = new SandboxException("cannot stop a part of the sandbox", e);
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
