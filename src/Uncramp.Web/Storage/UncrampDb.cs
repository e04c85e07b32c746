using Microsoft.EntityFrameworkCore;

namespace Uncramp.Web.Storage;

/// <summary>The tables. Pages read through it; the one that writes diaries is <see cref="Writer"/>.</summary>
internal abstract class UncrampDb(DbContextOptions options) : DbContext(options)
{
    public DbSet<Person> People => Set<Person>();
    public DbSet<EntryRow> Entries => Set<EntryRow>();
    public DbSet<RemovalRow> Removals => Set<RemovalRow>();
    public DbSet<EarlierRow> EarlierValues => Set<EarlierRow>();

    protected override void OnModelCreating(ModelBuilder model)
    {
        model.Entity<EntryRow>().HasOne<Person>().WithMany().HasForeignKey(row => row.PersonId).OnDelete(DeleteBehavior.Cascade);
        model.Entity<RemovalRow>().HasOne<Person>().WithMany().HasForeignKey(row => row.PersonId).OnDelete(DeleteBehavior.Cascade);
        model.Entity<EarlierRow>().HasOne<Person>().WithMany().HasForeignKey(row => row.PersonId).OnDelete(DeleteBehavior.Cascade);
        // Keys are compared byte by byte: no language sorts them.
        if (Database.IsNpgsql())
            foreach (var text in model.Model.GetEntityTypes().SelectMany(table => table.GetProperties()).Where(column => column.ClrType == typeof(string) && column.Name is "Section" or "Key"))
                text.SetCollation("C");
    }
}

/// <summary>The tables in one file, with their own migrations.</summary>
internal sealed class SqliteDb(DbContextOptions<SqliteDb> options) : UncrampDb(options);

/// <summary>The tables in PostgreSQL, with their own migrations.</summary>
internal sealed class PostgresDb(DbContextOptions<PostgresDb> options) : UncrampDb(options);
