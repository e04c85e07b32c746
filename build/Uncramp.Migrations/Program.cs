using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Migrations.Design;
using Microsoft.EntityFrameworkCore.Sqlite.Design.Internal;
using Microsoft.Extensions.DependencyInjection;
using Npgsql.EntityFrameworkCore.PostgreSQL.Design.Internal;
using Uncramp.Web.Storage;

// Writes the migrations of both databases from what UncrampDb says now.
//   dotnet run --project build/Uncramp.Migrations AddAccounts        (from the repository's root)
if (args is not [var name] || !File.Exists("Uncramp.slnx"))
{
    Console.Error.WriteLine("Run it from the repository's root with the name of the migration.");
    return 2;
}
Write(new SqliteDb(new DbContextOptionsBuilder<SqliteDb>().UseSqlite().Options), "Sqlite", new SqliteDesignTimeServices());
Write(new PostgresDb(new DbContextOptionsBuilder<PostgresDb>().UseNpgsql("Host=none").Options), "Postgres", new NpgsqlDesignTimeServices());
return 0;

void Write(UncrampDb db, string provider, IDesignTimeServices design)
{
    var services = new ServiceCollection().AddEntityFrameworkDesignTimeServices().AddDbContextDesignTimeServices(db);
    design.ConfigureDesignTimeServices(services);
    using var all = services.BuildServiceProvider();
    using var scope = all.CreateScope();
    using (db)
    {
        var scaffolder = scope.ServiceProvider.GetRequiredService<IMigrationsScaffolder>();
        var folder = Path.GetFullPath($"src/Uncramp.Web/Storage/Migrations/{provider}");
        var migration = scaffolder.ScaffoldMigration(name, "Uncramp.Web", $"Storage.Migrations.{provider}", "C#");
        Console.Out.WriteLine(scaffolder.Save(Path.GetFullPath("src/Uncramp.Web"), migration, folder, dryRun: false).MigrationFile);
    }
}
