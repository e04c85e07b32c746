using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Uncramp.Web.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class SharedTrials : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "SharedTrials",
                columns: table => new
                {
                    PersonId = table.Column<long>(type: "INTEGER", nullable: false),
                    Measure = table.Column<string>(type: "TEXT", nullable: false),
                    Trial = table.Column<string>(type: "TEXT", nullable: false),
                    LogRatio = table.Column<double>(type: "REAL", nullable: false),
                    StandardError = table.Column<double>(type: "REAL", nullable: false),
                    Verdict = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SharedTrials", x => new { x.PersonId, x.Measure });
                    table.ForeignKey(
                        name: "FK_SharedTrials_People_PersonId",
                        column: x => x.PersonId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "SharedTrials");
        }
    }
}
