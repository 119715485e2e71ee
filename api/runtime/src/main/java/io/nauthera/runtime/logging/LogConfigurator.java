package io.nauthera.runtime.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.spi.ContextAwareBase;
import ch.qos.logback.core.util.OptionHelper;
import java.util.Map;
import org.slf4j.Logger;

/**
 * The log of both programs: to standard output, as NAUTHERA_LOG_FORMAT says (text or json). Logback
 * finds it as a service. Reading XML instead would keep some megabytes of classes in memory.
 */
@ConfiguratorRank(ConfiguratorRank.CUSTOM_NORMAL_PRIORITY)
public final class LogConfigurator extends ContextAwareBase implements Configurator {
  private static final String TEXT =
      "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX,UTC} %-5level %logger{20} %msg %kvp%n%ex";

  private static final Map<String, Level> LEVELS =
      Map.of(
          // Warns for each of our kinds that its version is not stable.
          "io.fabric8.kubernetes.client.dsl.internal.VersionUsageUtils",
          Level.ERROR,
          // These two log a stack trace for each retry; SyncedInformers logs one line.
          "io.fabric8.kubernetes.client.informers.impl.cache.Reflector",
          Level.ERROR,
          "io.fabric8.kubernetes.client.dsl.internal.AbstractWatchManager",
          Level.WARN,
          "io.javaoperatorsdk",
          Level.WARN,
          // The logger that the operator SDK gives this name announces each reconciler.
          "Default ConfigurationService implementation",
          Level.WARN,
          "org.eclipse.jetty",
          Level.WARN);

  @Override
  public ExecutionStatus configure(LoggerContext log) {
    var out = new ConsoleAppender<ILoggingEvent>();
    out.setContext(log);
    out.setEncoder(encoder(log));
    out.start();
    var root = log.getLogger(Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.INFO);
    root.addAppender(out);
    LEVELS.forEach((name, level) -> log.getLogger(name).setLevel(level));
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  private static Encoder<ILoggingEvent> encoder(LoggerContext log) {
    Encoder<ILoggingEvent> encoder;
    if ("json".equals(OptionHelper.getEnv("NAUTHERA_LOG_FORMAT"))) {
      encoder = new JsonLines();
    } else {
      var text = new PatternLayoutEncoder();
      text.setPattern(TEXT);
      encoder = text;
    }
    encoder.setContext(log);
    encoder.start();
    return encoder;
  }
}
