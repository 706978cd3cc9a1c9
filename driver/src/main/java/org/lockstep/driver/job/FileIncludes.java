package org.lockstep.driver.job;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigIncluderClasspath;
import com.typesafe.config.ConfigIncluderFile;
import com.typesafe.config.ConfigIncluderURL;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseable;
import java.io.File;
import java.net.URL;

/**
 * Lets a job file include other files, found beside it, and nothing else: a job must mean the same
 * without a network and whatever jars are on the class path. A missing file is an error, not an
 * empty one.
 */
final class FileIncludes
    implements ConfigIncluder, ConfigIncluderFile, ConfigIncluderURL, ConfigIncluderClasspath {

  @Override
  public ConfigIncluder withFallback(ConfigIncluder fallback) {
    return this;
  }

  @Override
  public ConfigObject include(ConfigIncludeContext context, String what) {
    if (what.matches("[A-Za-z][A-Za-z0-9+.-]+:.*")) {
      throw refused(what);
    }
    ConfigParseable beside = context.relativeTo(what);
    if (beside == null) {
      return includeFile(context, new File(what));
    }
    return beside.parse(context.parseOptions().setAllowMissing(false));
  }

  @Override
  public ConfigObject includeFile(ConfigIncludeContext context, File what) {
    ConfigParseable beside = context.relativeTo(what.getPath());
    if (beside != null) {
      return beside.parse(context.parseOptions().setAllowMissing(false));
    }
    return ConfigFactory.parseFile(what, context.parseOptions().setAllowMissing(false)).root();
  }

  @Override
  public ConfigObject includeURL(ConfigIncludeContext context, URL what) {
    throw refused(what.toString());
  }

  @Override
  public ConfigObject includeResources(ConfigIncludeContext context, String what) {
    throw refused("classpath(" + what + ")");
  }

  private static ConfigException refused(String what) {
    return new ConfigException.Generic(
        "include must name a file beside the job file. Received: " + what);
  }
}
