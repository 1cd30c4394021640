package dev.aftermath.planted.jobs.silver;

import dev.aftermath.planted.jobs.sources.Export;
import io.delta.tables.DeltaTable;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

/** A layer that skips one, and uses of Spark that are not ours. */
final class Offences {
  private Offences() {}

  record SkipsBronze(Export export) {}

  record KnowsDelta(DeltaTable table) {}

  static final class IsAFunctionOfTheUser implements UDF1<String, String> {
    private static final long serialVersionUID = 1L;

    @Override
    public String call(String text) {
      return text.strip();
    }
  }

  static final class MakesAFunctionOfTheUser {
    private MakesAFunctionOfTheUser() {}

    static UserDefinedFunction strip() {
      return functions.udf(new IsAFunctionOfTheUser(), DataTypes.StringType);
    }
  }

  static final class EncodesBeans {
    private EncodesBeans() {}

    static Encoder<Normalised> encoder() {
      return Encoders.bean(Normalised.class);
    }
  }

  static final class BuildsASession {
    private BuildsASession() {}

    static SparkSession session() {
      return SparkSession.builder().getOrCreate();
    }
  }
}
