namespace Uncramp.Web.Tests;

/// <summary>Measures pictures of pages, in a blank page of its own that no policy binds.</summary>
internal sealed class Light(Visit bench) : IAsyncDisposable
{
    public static async Task<Light> Meter(RunningApp app) => new(await app.Visit());

    /// <summary>The mean and the greatest relative luminance, and the share of pixels with more blue than 0.6 of their red.</summary>
    public async Task<(double Mean, double Most, double Blue)> Of(byte[] picture)
    {
        var found = await bench.Page.EvaluateAsync<double[]>(
            """
            async picture => {
              const image = new Image();
              image.src = 'data:image/png;base64,' + picture;
              await image.decode();
              const canvas = Object.assign(document.createElement('canvas'), { width: image.width, height: image.height }), at = canvas.getContext('2d', { willReadFrequently: true });
              at.drawImage(image, 0, 0);
              const data = at.getImageData(0, 0, image.width, image.height).data;
              const line = Array.from({ length: 256 }, (_, c) => (c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
              let sum = 0, most = 0, blue = 0;
              for (let i = 0; i < data.length; i += 4) {
                const light = 0.2126 * line[data[i]] + 0.7152 * line[data[i + 1]] + 0.0722 * line[data[i + 2]];
                sum += light;
                if (light > most) most = light;
                if (data[i + 2] > 0.6 * data[i] + 1) blue++;
              }
              return [sum / (data.length / 4), most, blue / (data.length / 4)];
            }
            """, Convert.ToBase64String(picture));
        return (found[0], found[1], found[2]);
    }

    /// <summary>What is too bright for the night in a picture; nothing when it is dark.</summary>
    public async Task<string[]> TooBright(byte[] picture)
    {
        var (mean, most, blue) = await Of(picture);
        return mean <= 0.03 && most <= 0.66 && blue == 0 ? [] : [string.Create(System.Globalization.CultureInfo.InvariantCulture, $"mean {mean:0.0000}, most {most:0.00}, too blue {blue:0.0000}")];
    }

    /// <summary>Every text of a page that is seen against what it stands on, where the ratio is below 4.5 to 1.</summary>
    public static Task<string[]> TooFaint(IPage page) => page.EvaluateAsync<string[]>(
        """
        () => {
          const parts = colour => colour.match(/[\d.]+/g).map(Number);
          const line = c => (c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
          const light = ([r, g, b]) => 0.2126 * line(r) + 0.7152 * line(g) + 0.0722 * line(b);
          const over = (top, under) => { const a = top[3] ?? 1; return [0, 1, 2].map(i => top[i] * a + under[i] * (1 - a)); };
          const ground = element => {
            if (!element) return [255, 255, 255];
            const colour = parts(getComputedStyle(element).backgroundColor);
            return (colour[3] ?? 1) === 1 ? colour : over(colour, ground(element.parentElement));
          };
          const opacity = element => element ? Number(getComputedStyle(element).opacity) * opacity(element.parentElement) : 1;
          const faint = new Set(), walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          let texts = 0;
          while (walk.nextNode()) {
            const text = walk.currentNode.textContent.trim(), element = walk.currentNode.parentElement;
            if (!text || !element.checkVisibility({ visibilityProperty: true }) || element.closest('script, style, option, .hide')) continue;
            texts++;
            const under = ground(element), colour = parts(getComputedStyle(element).color);
            const seen = over([...colour.slice(0, 3), (colour[3] ?? 1) * opacity(element)], under);
            const [a, b] = [light(seen), light(under)].sort((x, y) => y - x), ratio = (a + 0.05) / (b + 0.05);
            if (ratio < 4.5) faint.add(`${ratio.toFixed(2)} "${text.slice(0, 40)}"`);
          }
          return [...faint];
        }
        """);

    public ValueTask DisposeAsync() => bench.DisposeAsync();
}
