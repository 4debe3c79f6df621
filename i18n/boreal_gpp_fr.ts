<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr" sourcelanguage="en">
<context>
    <name>boreal_gpp</name>
    <message>
        <location filename="../boreal_gpp_plugin/core/answer.py"/>
        <source>In {year} the vegetation took up {tonnes} t of carbon on {area} ha of land, with 90 % confidence {low} to {high} t.</source>
        <translation>En {year}, la végétation a fixé {tonnes} t de carbone sur {area} ha de terrain, soit de {low} à {high} t avec une confiance de 90 %.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/answer.py"/>
        <source>In {year} the vegetation took up {tonnes} t of carbon on {area} ha of land.</source>
        <translation>En {year}, la végétation a fixé {tonnes} t de carbone sur {area} ha de terrain.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/answer.py"/>
        <source>Under the scenario the site takes up {then} t of carbon instead of {today} t ({change}). The change is {low} to {high} t with 90 % confidence, and {least} to {most} t over the range of the scenario.</source>
        <translation>Selon le scénario, le site fixe {then} t de carbone au lieu de {today} t ({change}). Le changement est de {low} à {high} t avec une confiance de 90 %, et de {least} à {most} t sur l'étendue du scénario.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/answer.py"/>
        <source>{days} days of {year}</source>
        <translation>{days} jours de {year}</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/checkup/check.py"/>
        <source>HLS Landsat reflectance</source>
        <translation>Réflectance HLS Landsat</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/checkup/check.py"/>
        <source>HLS Sentinel-2 reflectance</source>
        <translation>Réflectance HLS Sentinel-2</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/checkup/check.py"/>
        <source>HLS Landsat vegetation index</source>
        <translation>Indice de végétation HLS Landsat</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/checkup/check.py"/>
        <source>HLS Sentinel-2 vegetation index</source>
        <translation>Indice de végétation HLS Sentinel-2</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/checkup/check.py"/>
        <source>Sentinel-3 surface temperature</source>
        <translation>Température de surface Sentinel-3</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/checkup/check.py"/>
        <source>Gridded surface temperature</source>
        <translation>Température de surface maillée</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/checkup/check.py"/>
        <location filename="../boreal_gpp_plugin/core/report/sources.py"/>
        <source>SMAP soil moisture, 9 km</source>
        <translation>Humidité du sol SMAP, 9 km</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/checkup/check.py"/>
        <location filename="../boreal_gpp_plugin/core/report/sources.py"/>
        <source>SMAP soil moisture, 36 km</source>
        <translation>Humidité du sol SMAP, 36 km</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/checkup/check.py"/>
        <source>SMAP freeze/thaw, 9 km</source>
        <translation>Gel-dégel SMAP, 9 km</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/checkup/check.py"/>
        <source>SMAP freeze/thaw, 36 km</source>
        <translation>Gel-dégel SMAP, 36 km</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/checkup/check.py"/>
        <source>SMAP level 4 soil moisture</source>
        <translation>Humidité du sol SMAP de niveau 4</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/checkup/check.py"/>
        <source>SMAP level 4 soil moisture, analysis</source>
        <translation>Humidité du sol SMAP de niveau 4, analyse</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/checkup/check.py"/>
        <source>SMAP level 4 carbon</source>
        <translation>Carbone SMAP de niveau 4</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/checkup/check.py"/>
        <source>MODIS or VIIRS GPP</source>
        <translation>PPB MODIS ou VIIRS</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/checkup/check.py"/>
        <source>MODIS or VIIRS greenness</source>
        <translation>Verdure MODIS ou VIIRS</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/checkup/check.py"/>
        <source>GPP in the format of VPM</source>
        <translation>PPB au format de VPM</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/checkup/check.py"/>
        <source>NTEMS land cover</source>
        <translation>Couverture du sol NTEMS</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/checkup/check.py"/>
        <source>Other land cover</source>
        <translation>Autre couverture du sol</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/checkup/check.py"/>
        <source>NTEMS year of fire</source>
        <translation>Année du feu NTEMS</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/checkup/check.py"/>
        <source>NTEMS burn severity</source>
        <translation>Sévérité du feu NTEMS</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/checkup/check.py"/>
        <source>NTEMS year of harvest</source>
        <translation>Année de récolte NTEMS</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/checkup/check.py"/>
        <source>NTEMS stand age</source>
        <translation>Âge du peuplement NTEMS</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/checkup/check.py"/>
        <source>NTEMS leading species</source>
        <translation>Essence principale NTEMS</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/checkup/check.py"/>
        <location filename="../boreal_gpp_plugin/core/report/sources.py"/>
        <source>Elevation</source>
        <translation>Altitude</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/checkup/check.py"/>
        <location filename="../boreal_gpp_plugin/core/reference/products.py"/>
        <location filename="../boreal_gpp_plugin/core/report/sources.py"/>
        <location filename="../boreal_gpp_plugin/gui/model_page.py"/>
        <source>Flux towers</source>
        <translation>Tours à flux</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/checkup/check.py"/>
        <location filename="../boreal_gpp_plugin/gui/model_page.py"/>
        <source>Declared series</source>
        <translation>Série déclarée</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/checkup/check.py"/>
        <source>ERA5-Land meteorology</source>
        <translation>Météorologie ERA5-Land</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/checkup/check.py"/>
        <source>Daymet meteorology</source>
        <translation>Météorologie Daymet</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/checkup/examination.py"/>
        <source>Files in which no product was recognised, and which are not used: {count} ({names}).</source>
        <translation>Fichiers où aucun produit n'a été reconnu et qui ne servent pas : {count} ({names}).</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/checkup/examination.py"/>
        <source>Give files of a product their original names back; declare series of your own in {table}.</source>
        <translation>Redonnez aux fichiers d'un produit leur nom d'origine; déclarez vos propres séries dans {table}.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/checkup/examination.py"/>
        <source>The period is that of the HLS granules, {first} to {last}, but only {count} of {total} are of {years}.</source>
        <translation>La période est celle des granules HLS, de {first} à {last}, mais seulement {count} sur {total} sont de {years}.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/checkup/examination.py"/>
        <source>{title}: {count} of {total} lie outside the site (tiles: {tiles}).</source>
        <translation>{title} : {count} sur {total} se trouvent hors du site (tuiles : {tiles}).</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/checkup/examination.py"/>
        <source>Flux towers inside the site: {inside}; outside, and not used: {outside}.</source>
        <translation>Tours à flux dans le site : {inside}; hors du site, et non utilisées : {outside}.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/checkup/examination.py"/>
        <source>Choose an extent that holds them; where a place is wrong, correct it in {table}.</source>
        <translation>Choisissez une emprise qui les contient; si un emplacement est faux, corrigez-le dans {table}.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/checkup/examination.py"/>
        <source>{title}: {count} found.</source>
        <translation>{title} : {count} dans le dossier.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/checkup/examination.py"/>
        <source>{title}: none of {count} is of the period.</source>
        <translation>{title} : sur {count}, aucun n'est de la période.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/checkup/examination.py"/>
        <source>Add the neighbouring tiles or frames, or choose a smaller extent; clouds, and what a product does not map, stay empty.</source>
        <translation>Ajoutez les tuiles ou les scènes voisines, ou choisissez une emprise plus petite; les nuages et ce qu'un produit ne cartographie pas restent vides.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/checkup/examination.py"/>
        <source>{title}: {count} are copies of others.</source>
        <translation>{title} : {count} sont des copies d'autres.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/checkup/examination.py"/>
        <source>{title}: nothing from {first} to {last}, {days} days.</source>
        <translation>{title} : rien du {first} au {last}, soit {days} jours.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/checkup/examination.py"/>
        <location filename="../boreal_gpp_plugin/layers/metadata.py"/>
        <source>none</source>
        <translation>aucune</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/checkup/examination.py"/>
        <source>{title}: {count} from {first} to {last}.</source>
        <translation>{title} : {count} du {first} au {last}.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/checkup/examination.py"/>
        <source>{title}: {count} of {when}.</source>
        <translation>{title} : {count} de {when}.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/checkup/examination.py"/>
        <source>Give the first and the last day, or take the files of these years out.</source>
        <translation>Indiquez le premier et le dernier jour, ou retirez les fichiers de ces années.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/checkup/examination.py"/>
        <source>Take them out of the folder, or choose the extent that was meant.</source>
        <translation>Retirez-les du dossier, ou choisissez l'emprise voulue.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/checkup/examination.py"/>
        <source>{title}: {count} of {total} were looked into and have values for {percent} % of the site.</source>
        <translation>{title} : {count} sur {total} ont été examinés et ont des valeurs pour {percent} % du site.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/checkup/examination.py"/>
        <source>{title} has values for {percent} % of the site.</source>
        <translation>{title} : des valeurs pour {percent} % du site.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/checkup/examination.py"/>
        <source>Flux towers inside the site: {inside}.</source>
        <translation>Tours à flux dans le site : {inside}.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/checkup/examination.py"/>
        <source>Choose a period that they cover, or add files of the period.</source>
        <translation>Choisissez une période qu'ils couvrent, ou ajoutez des fichiers de la période.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/checkup/examination.py"/>
        <source>Nothing has to be done: each counts once; take copies out to scan faster.</source>
        <translation>Il n'y a rien à faire : chacun compte une fois; retirez les copies pour un examen plus rapide.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/checkup/examination.py"/>
        <source>Add files of these days, or expect them to be filled in from before and after.</source>
        <translation>Ajoutez des fichiers de ces jours, ou attendez-vous à ce qu'ils soient comblés d'après les jours d'avant et d'après.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/checkup/quality.py"/>
        <source>views from the side, which are blurred and see the flanks of trees, are not told from others</source>
        <translation>les vues obliques, floues et qui montrent le flanc des arbres, ne sont pas distinguées des autres</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/checkup/quality.py"/>
        <source>snow is not told from bare ground</source>
        <translation>la neige n'est pas distinguée du sol nu</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/checkup/quality.py"/>
        <source>clouds are told by the older, weaker test</source>
        <translation>les nuages sont reconnus par l'ancien test, moins sûr</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/checkup/quality.py"/>
        <source>clouds and poor values that the product left in are taken for ground</source>
        <translation>les nuages et les mauvaises valeurs laissés dans le produit sont pris pour le sol</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/checkup/quality.py"/>
        <source>uncertain values are not told from others</source>
        <translation>les valeurs incertaines ne sont pas distinguées des autres</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/checkup/quality.py"/>
        <source>retrievals that failed are not told from others</source>
        <translation>les estimations manquées ne sont pas distinguées des autres</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/checkup/quality.py"/>
        <source>snow and clouds are not told from vegetation</source>
        <translation>la neige et les nuages ne sont pas distingués de la végétation</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/checkup/quality.py"/>
        <source>each view counts as of the middle of its period</source>
        <translation>chaque vue compte comme si elle était du milieu de sa période</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/checkup/quality.py"/>
        <source>all their values count</source>
        <translation>toutes leurs valeurs comptent</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/checkup/quality.py"/>
        <source>temperature under clouds is not known from them</source>
        <translation>ils ne disent pas la température sous les nuages</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/checkup/quality.py"/>
        <source>covers that share a cell are told apart by the mean of the cell alone</source>
        <translation>les couvertures qui partagent une cellule ne sont distinguées que par la moyenne de la cellule</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/checkup/quality.py"/>
        <source>Add the Fmask files of the HLS reflectance granules of the same times; their other bands are not needed.</source>
        <translation>Ajoutez les fichiers Fmask des granules de réflectance HLS des mêmes moments; leurs autres bandes sont inutiles.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/checkup/quality.py"/>
        <source>{title}: {count} of {total} come without {layer}: {meaning}.</source>
        <translation>{title} : {count} sur {total} sont sans {layer} : {meaning}.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/checkup/quality.py"/>
        <source>mornings are not known from them</source>
        <translation>ils ne disent rien des matins</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/checkup/quality.py"/>
        <source>evenings are not known from them</source>
        <translation>ils ne disent rien des soirs</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/checkup/quality.py"/>
        <source>Download the same files again with {layer}, or add it beside them.</source>
        <translation>Téléchargez de nouveau les mêmes fichiers avec {layer}, ou ajoutez-le à côté.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/cube.py"/>
        <source>Reading HLS views</source>
        <translation>Lecture des vues HLS</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/cube.py"/>
        <source>Reading coarse greenness</source>
        <translation>Lecture de la verdure grossière</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/cube.py"/>
        <source>Reading meteorology</source>
        <translation>Lecture de la météorologie</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/cube.py"/>
        <source>Reading temperature, soil moisture and freeze/thaw</source>
        <translation>Lecture de la température, de l'humidité du sol et du gel-dégel</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/cube.py"/>
        <source>Learning the seasons of greenness</source>
        <translation>Apprentissage des saisons de la verdure</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/cube.py"/>
        <source>Fusing greenness</source>
        <translation>Fusion de la verdure</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/cube.py"/>
        <source>Learning the pattern of temperature, soil moisture and thaw</source>
        <translation>Apprentissage du patron de la température, de l'humidité du sol et du dégel</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/cube.py"/>
        <source>Mapping temperature, soil moisture and thaw</source>
        <translation>Cartographie de la température, de l'humidité du sol et du dégel</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/cube.py"/>
        <source>No elevation model covers the site: temperature and thaw do not follow its relief.</source>
        <translation>Aucun modèle d'élévation ne couvre le site : la température et le dégel ne suivent pas son relief.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/drivers/attribution.py"/>
        <source>Shares of skill are association, not cause: drivers that change together share what either of them could explain.</source>
        <translation>Les parts de la performance sont une association, non une cause : des facteurs qui changent ensemble se partagent ce que chacun d'eux pourrait expliquer.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/drivers/attribution.py"/>
        <source>No driver</source>
        <translation>Aucun facteur</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/drivers/attribution.py"/>
        <source>There is too little reference to say what each driver adds.</source>
        <translation>La référence est trop peu abondante pour dire ce qu'apporte chaque facteur.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/drivers/attribution.py"/>
        <source>Add reference for at least two months.</source>
        <translation>Ajoutez une référence pour au moins deux mois.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/drivers/attribution.py"/>
        <source>Shares of skill rest on {n} reference pixels, spread over all of them.</source>
        <translation>Les parts de la performance reposent sur {n} pixels de référence, répartis sur l'ensemble.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/drivers/comparison.py"/>
        <source>Level of the cover: what it makes of light, m</source>
        <translation>Niveau de la couverture : ce qu'elle tire de la lumière, m</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/drivers/comparison.py"/>
        <source>How the drivers go together within the zones</source>
        <translation>Accord des facteurs à l'intérieur des zones</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/drivers/comparison.py"/>
        <source>Days of the steps</source>
        <translation>Jours des pas de temps</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/drivers/comparison.py"/>
        <source>{value} is no year.</source>
        <translation>{value} n'est pas une année.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/drivers/comparison.py"/>
        <source>Give two years of the run, such as 2021.</source>
        <translation>Donnez deux années du calcul, par exemple 2021.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/drivers/comparison.py"/>
        <source>There is no zone {name}.</source>
        <translation>Il n'y a pas de zone {name}.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/drivers/comparison.py"/>
        <source>Choose two of: {known}.</source>
        <translation>Choisissez-en deux parmi : {known}.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/drivers/difference.py"/>
        <source>No pixel with GPP lies in the zone.</source>
        <translation>Aucun pixel qui a une PPB ne se trouve dans la zone.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/drivers/difference.py"/>
        <source>Choose a zone that covers modelled land.</source>
        <translation>Choisissez une zone qui couvre des terres modélisées.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/drivers/difference.py"/>
        <source>The runs in {a} and {b} have another model or grid.</source>
        <translation>Les calculs de {a} et de {b} n'ont pas le même modèle ou la même grille.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/drivers/difference.py"/>
        <source>Compare runs of one model on one grid.</source>
        <translation>Comparez des calculs du même modèle sur la même grille.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/drivers/difference.py"/>
        <source>The two have {a} and {b} steps.</source>
        <translation>Les deux ont {a} et {b} pas.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/drivers/difference.py"/>
        <source>Compare periods with the same steps.</source>
        <translation>Comparez des périodes qui ont les mêmes pas.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/drivers/difference.py"/>
        <source>The run has no steps in {year}.</source>
        <translation>Le calcul n'a aucun pas en {year}.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/drivers/difference.py"/>
        <source>Choose years within the run's period.</source>
        <translation>Choisissez des années dans la période du calcul.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/drivers/limitation.py"/>
        <location filename="../boreal_gpp_plugin/core/model/conventional.py"/>
        <location filename="../boreal_gpp_plugin/core/model/forms.py"/>
        <location filename="../boreal_gpp_plugin/core/variables.py"/>
        <location filename="../boreal_gpp_plugin/processing/scenario.py"/>
        <source>Greenness</source>
        <translation>Verdure</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/drivers/limitation.py"/>
        <source>Sunlight: short or low-sun days</source>
        <translation>Ensoleillement : jours courts ou soleil bas</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/drivers/limitation.py"/>
        <location filename="../boreal_gpp_plugin/core/variables.py"/>
        <source>Temperature</source>
        <translation>Température</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/drivers/limitation.py"/>
        <source>Memory of cold: warm enough, not yet recovered</source>
        <translation>Mémoire du froid : assez chaud, pas encore rétabli</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/drivers/limitation.py"/>
        <location filename="../boreal_gpp_plugin/core/variables.py"/>
        <source>Frozen ground</source>
        <translation>Sol gelé</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/drivers/limitation.py"/>
        <location filename="../boreal_gpp_plugin/core/model/forms.py"/>
        <location filename="../boreal_gpp_plugin/core/variables.py"/>
        <source>Soil moisture</source>
        <translation>Humidité du sol</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/drivers/limitation.py"/>
        <location filename="../boreal_gpp_plugin/core/variables.py"/>
        <source>Dry air or leaves</source>
        <translation>Sécheresse de l'air ou des feuilles</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/drivers/limitation.py"/>
        <source>Several alike, or too close to tell</source>
        <translation>Plusieurs à égalité, ou trop proches pour trancher</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/drivers/limitation.py"/>
        <source>None to speak of</source>
        <translation>Aucun de notable</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/drivers/limiting_map.py"/>
        <source>Growing season</source>
        <translation>Saison de croissance</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/drivers/limiting_map.py"/>
        <location filename="../boreal_gpp_plugin/core/report/skill.py"/>
        <source>Winter</source>
        <translation>Hiver</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/drivers/limiting_map.py"/>
        <location filename="../boreal_gpp_plugin/core/report/skill.py"/>
        <source>Spring</source>
        <translation>Printemps</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/drivers/limiting_map.py"/>
        <location filename="../boreal_gpp_plugin/core/report/skill.py"/>
        <source>Summer</source>
        <translation>Été</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/drivers/limiting_map.py"/>
        <location filename="../boreal_gpp_plugin/core/report/skill.py"/>
        <source>Autumn</source>
        <translation>Automne</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/drivers/limiting_map.py"/>
        <source>Whole year</source>
        <translation>Année entière</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/errors.py"/>
        <source>Something unexpected happened: {error}.</source>
        <translation>Une erreur imprévue s'est produite : {error}.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/errors.py"/>
        <location filename="../boreal_gpp_plugin/core/installation.py"/>
        <source>Copy the details and send them to the plugin's makers.</source>
        <translation>Copiez les détails et envoyez-les aux auteurs de l'extension.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/errors.py"/>
        <source>There is not enough memory.</source>
        <translation>La mémoire est insuffisante.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/errors.py"/>
        <source>Close other programs, or choose a smaller extent or a shorter period.</source>
        <translation>Fermez d'autres programmes, ou choisissez une emprise plus petite ou une période plus courte.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/fusion/lst.py"/>
        <source>All-sky: the mean of clear and cloudy days.</source>
        <translation>Par tous les temps : moyenne des jours clairs et nuageux.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/fusion/lst.py"/>
        <source>Clear-sky, for no weather of cloudy days was at hand: warmer in summer and colder in winter than the mean of all days.</source>
        <translation>Ciel clair, faute de la météo des jours nuageux : plus chaud en été et plus froid en hiver que la moyenne de tous les jours.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/gpp_map.py"/>
        <location filename="../boreal_gpp_plugin/core/pipeline.py"/>
        <location filename="../boreal_gpp_plugin/processing/run_site.py"/>
        <source>Mapping GPP</source>
        <translation>Cartographie de la PPB</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/ingest.py"/>
        <source>Reading freeze/thaw</source>
        <translation>Lecture du gel-dégel</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/ingest.py"/>
        <source>Reading soil moisture</source>
        <translation>Lecture de l'humidité du sol</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/ingest.py"/>
        <source>Reading land surface temperature</source>
        <translation>Lecture de la température de surface</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/ingest.py"/>
        <source>No Sentinel-3 frame has a clear daytime view of the site.</source>
        <translation>Aucune scène de Sentinel-3 ne montre le site de jour et sans nuages.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/ingest.py"/>
        <source>Add SL_2_LST frames that cover the site by day, or choose a longer period.</source>
        <translation>Ajoutez des scènes SL_2_LST qui couvrent le site de jour, ou choisissez une période plus longue.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/ingest.py"/>
        <source>The ground is frozen whenever its moisture was seen: the model runs without soil moisture.</source>
        <translation>Le sol est gelé chaque fois que son humidité a été vue : le modèle fonctionne sans humidité du sol.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/ingest.py"/>
        <source>Choose a period with thawed ground.</source>
        <translation>Choisissez une période où le sol est dégelé.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/ingest.py"/>
        <source>No weather of cloudy days was found: temperature is that of clear days, too warm in summer and too cold in winter.</source>
        <translation>Aucune météo des jours nuageux n'a été trouvée : la température est celle des jours clairs, trop chaude en été et trop froide en hiver.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/ingest.py"/>
        <source>Add SPL3SMP_E of the period, or daily weather from ERA5-Land or Daymet.</source>
        <translation>Ajoutez SPL3SMP_E de la période, ou la météo quotidienne d'ERA5-Land ou de Daymet.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/installation.py"/>
        <source>Install the packages as the plugin's help says for this system.</source>
        <translation>Installez les paquets comme l'aide de l'extension le dit pour ce système.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/installation.py"/>
        <source>QGIS's Python has no pip, the program that installs packages.</source>
        <translation>Le Python de QGIS n'a pas pip, le programme qui installe les paquets.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/installation.py"/>
        <source>{folder} lacks wheels that {names} needs.</source>
        <translation>Il manque dans {folder} des fichiers wheel dont {names} a besoin.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/installation.py"/>
        <source>Fill it on a computer like this one that has internet: {command}.</source>
        <translation>Remplissez-le sur un ordinateur comme celui-ci qui a accès à Internet : {command}.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/installation.py"/>
        <source>The packages can't be installed into {folder}.</source>
        <translation>Les paquets ne peuvent être installés dans {folder}.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/installation.py"/>
        <source>Free the folder or the disk, and try again; the details say more.</source>
        <translation>Libérez le dossier ou le disque, puis réessayez; les détails en disent plus.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/installation.py"/>
        <source>{names} is installed, but does not work here.</source>
        <translation>{names} est installé, mais ne fonctionne pas ici.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/installation.py"/>
        <source>{names} can't be downloaded.</source>
        <translation>{names} ne peut être téléchargé.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/installation.py"/>
        <source>Check the connection to the internet, or take the packages from a folder with wheels.</source>
        <translation>Vérifiez la connexion à Internet, ou prenez les paquets d'un dossier de fichiers wheel.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/installation.py"/>
        <source>The pip of QGIS's Python is too old.</source>
        <translation>Le pip du Python de QGIS est trop ancien.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/model/calibration.py"/>
        <source>There is no reference: every stratum takes the default parameters of its class.</source>
        <translation>Il n'y a pas de référence : chaque strate prend les paramètres par défaut de sa classe.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/model/calibration.py"/>
        <source>{stratum}: its reference is worth only {n} pixels, so its parameters are drawn to those of: {parent}.</source>
        <translation>{stratum} : sa référence n'équivaut qu'à {n} pixels; ses paramètres sont rapprochés de ceux de : {parent}.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/model/calibration.py"/>
        <source>{stratum}: no reference pixel holds any, so it takes the default parameters of its class.</source>
        <translation>{stratum} : aucun pixel de référence n'en contient; la strate prend les paramètres par défaut de sa classe.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/model/calibration.py"/>
        <source>the defaults of its class</source>
        <translation>les valeurs par défaut de sa classe</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/model/calibration.py"/>
        <source>{term}: no stratum uses it, as there are no data.</source>
        <translation>{term} : aucune strate ne l'utilise, faute de données.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/model/calibration.py"/>
        <source>{term}: no stratum uses it, as it does not lower the error on held-out steps by 1 % anywhere.</source>
        <translation>{term} : aucune strate ne l'utilise, car il ne réduit nulle part de 1 % l'erreur sur les pas mis de côté.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/model/conventional.py"/>
        <location filename="../boreal_gpp_plugin/core/variables.py"/>
        <source>Light</source>
        <translation>Lumière</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/model/conventional.py"/>
        <source>Near-infrared reflectance of vegetation</source>
        <translation>Réflectance proche infrarouge de la végétation</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/model/conventional.py"/>
        <source>Share of light that is absorbed</source>
        <translation>Part de la lumière absorbée</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/model/conventional.py"/>
        <source>Temperature scalar of VPM</source>
        <translation>Facteur de température de VPM</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/model/conventional.py"/>
        <source>Leaf water</source>
        <translation>Eau des feuilles</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/model/conventional.py"/>
        <source>Soil moisture of the root zone</source>
        <translation>Humidité du sol de la zone racinaire</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/model/conventional.py"/>
        <location filename="../boreal_gpp_plugin/core/model/forms.py"/>
        <source>Thaw</source>
        <translation>Dégel</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/model/conventional.py"/>
        <source>Cold nights</source>
        <translation>Nuits froides</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/model/conventional.py"/>
        <source>Dry air</source>
        <translation>Air sec</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/model/conventional.py"/>
        <source>MOD17: light use limited by cold nights and dry air</source>
        <translation>MOD17 : utilisation de la lumière limitée par les nuits froides et l'air sec</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/model/conventional.py"/>
        <source>VPM: light use limited by temperature and leaf water</source>
        <translation>VPM : utilisation de la lumière limitée par la température et l'eau des feuilles</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/model/conventional.py"/>
        <source>Like SMAP L4C: light use limited by cold nights, dry air, soil moisture and frost</source>
        <translation>Comme SMAP L4C : utilisation de la lumière limitée par les nuits froides, l'air sec, l'humidité du sol et le gel</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/model/conventional.py"/>
        <source>Greenness and radiation: EVI x PAR</source>
        <translation>Verdure et rayonnement : EVI x PAR</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/model/conventional.py"/>
        <source>Near-infrared reflectance of vegetation x PAR</source>
        <translation>Réflectance proche infrarouge de la végétation x PAR</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/model/folds.py"/>
        <source>No blocks were held out: there are too few reference pixels.</source>
        <translation>Aucun bloc n'a été mis de côté : les pixels de référence sont trop peu nombreux.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/model/folds.py"/>
        <source>No steps were held out: there are too few with reference.</source>
        <translation>Aucun pas n'a été mis de côté : trop peu de pas ont une référence.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/model/folds.py"/>
        <source>There are too few reference pixels to leave out the neighbours of the blocks that are held out.</source>
        <translation>Les pixels de référence sont trop peu nombreux pour écarter les voisins des blocs mis de côté.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/model/folds.py"/>
        <source>The reference spans one year: blocks of whole months were held out instead of years.</source>
        <translation>La référence s'étend sur un an : des blocs de mois entiers ont été mis de côté au lieu d'années.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/model/forms.py"/>
        <source>Potential radiation</source>
        <translation>Rayonnement potentiel</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/model/forms.py"/>
        <source>Temperature with memory</source>
        <translation>Température avec mémoire</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/model/forms.py"/>
        <source>Temperature, free ramp</source>
        <translation>Température, rampe libre</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/model/forms.py"/>
        <source>Scaled temperature of TG</source>
        <translation>Température mise à l'échelle de TG</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/model/forms.py"/>
        <source>Dry air, from day and night temperature</source>
        <translation>Air sec, d'après la température du jour et de la nuit</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/model/forms.py"/>
        <source>Greenness from EVI and NDVI</source>
        <translation>Verdure d'après l'EVI et le NDVI</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/model/forms.py"/>
        <source>The most limiting of temperature, thaw and soil moisture</source>
        <translation>Le plus limitant de la température, du dégel et de l'humidité du sol</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/model/forms.py"/>
        <source>Boreal: greenness, potential radiation, temperature with memory, thaw and soil moisture</source>
        <translation>Boréal : verdure, rayonnement potentiel, température avec mémoire, dégel et humidité du sol</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/model/forms.py"/>
        <source>Boreal for places without reference: greenness from EVI and NDVI, dry air from day and night temperature</source>
        <translation>Boréal pour les lieux sans référence : verdure d'après l'EVI et le NDVI, air sec d'après la température du jour et de la nuit</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/model/forms.py"/>
        <source>Product: greenness, temperature, thaw and soil moisture</source>
        <translation>Produit : verdure, température, dégel et humidité du sol</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/model/forms.py"/>
        <source>Minimum: greenness, potential radiation and the most limiting of temperature, thaw and soil moisture</source>
        <translation>Minimum : verdure, rayonnement potentiel et le plus limitant de la température, du dégel et de l'humidité du sol</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/model/forms.py"/>
        <source>TG: temperature and greenness</source>
        <translation>TG : température et verdure</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/model/forms.py"/>
        <location filename="../boreal_gpp_plugin/core/report/summary.py"/>
        <source>TG with a free temperature ramp</source>
        <translation>TG avec une rampe de température libre</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/model/selection.py"/>
        <source>{term}: used in {stratum}, where it changes the squared error by {time} on held-out steps and by {space} elsewhere.</source>
        <translation>{term} : utilisé dans {stratum}, où il change l'erreur quadratique de {time} sur les pas mis de côté et de {space} ailleurs.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/model/selection.py"/>
        <source>{term}: not used in {stratum}, as it changes the squared error on held-out steps by {time} only; 1 % less is asked.</source>
        <translation>{term} : non utilisé dans {stratum}, car il ne change l'erreur quadratique sur les pas mis de côté que de {time}; on demande 1 % de moins.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/model/selection.py"/>
        <source>{term}: not used in {stratum}, as the squared error changes by {space} on places held out, though {time} in time.</source>
        <translation>{term} : non utilisé dans {stratum}, car l'erreur quadratique change de {space} sur les lieux mis de côté, quoique de {time} dans le temps.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/model/selection.py"/>
        <source>{term}: not used in {stratum}, as it was fitted to take next to nothing away.</source>
        <translation>{term} : non utilisé dans {stratum}, car son ajustement ne retranche presque rien.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/model/selection.py"/>
        <source>{term}: not used in {stratum}, which has too little reference to tell.</source>
        <translation>{term} : non utilisé dans {stratum}, qui a trop peu de référence pour en juger.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/model/selection.py"/>
        <source>{term}: not used in {stratum}, as too little reference is known to hold any out.</source>
        <translation>{term} : non utilisé dans {stratum}, car la référence connue est trop peu abondante pour en mettre de côté.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/model/selection.py"/>
        <source>{term}: not used in {stratum}, as there are no data.</source>
        <translation>{term} : non utilisé dans {stratum}, faute de données.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/model/table.py"/>
        <source>All sites of {stratum}</source>
        <translation>Tous les sites de {stratum}</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/model/table.py"/>
        <source>{path} has sites without latitude, whose radiation is that at {value} N: {names}.</source>
        <translation>{path} a des sites sans latitude, dont le rayonnement est celui à {value} N : {names}.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/model/table.py"/>
        <source>No class is known by the name of these strata, so they begin from the defaults of all classes: {names}.</source>
        <translation>Aucune classe n'est connue sous le nom de ces strates; elles partent donc des valeurs par défaut de toutes les classes : {names}.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/model/table.py"/>
        <source>These sites lack night-time temperature in most months, so that of their stratum's other sites is taken: {names}.</source>
        <translation>La température nocturne manque à ces sites la plupart des mois; celle des autres sites de leur strate est prise : {names}.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/model/table.py"/>
        <source>{n} rows have GPP without greenness or temperature, so they can't be predicted.</source>
        <translation>{n} lignes ont une PPB sans verdure ou sans température; elles ne peuvent donc pas être prédites.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/model/table.py"/>
        <source>Site {site}</source>
        <translation>Site {site}</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/model/table.py"/>
        <source>The latitude of these sites differs from row to row, so the median is taken: {names}.</source>
        <translation>La latitude de ces sites diffère d'une ligne à l'autre; la médiane est retenue : {names}.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/model/table.py"/>
        <source>These sites lie south of {value} N, where the defaults of the classes, made at boreal sites, say little: {names}.</source>
        <translation>Ces sites se trouvent au sud de {value} N, où les valeurs par défaut des classes, tirées de sites boréaux, disent peu de chose : {names}.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/model/table.py"/>
        <source>All sites</source>
        <translation>Tous les sites</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/model/table_file.py"/>
        <source>Check its unit: degC, MJ m-2 d-1, kPa, m3 m-3, g C m-2 d-1 or a share.</source>
        <translation>Vérifiez son unité : degC, MJ m-2 d-1, kPa, m3 m-3, g C m-2 d-1 ou une part.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/model/table_file.py"/>
        <source>The table {path} lacks the columns: {columns}. It has: {found}.</source>
        <translation>Il manque des colonnes au tableau {path} : {columns}. Il a : {found}.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/model/table_file.py"/>
        <source>Name them so or add them; values that are not known stay empty.</source>
        <translation>Nommez-les ainsi ou ajoutez-les; les valeurs inconnues restent vides.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/model/table_file.py"/>
        <source>The table {path} has two columns of one name: {columns}.</source>
        <translation>Le tableau {path} a deux colonnes du même nom : {columns}.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/model/table_file.py"/>
        <source>Keep one of them.</source>
        <translation>Gardez-en une.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/model/table_file.py"/>
        <source>The table {path} has no rows, or rows without site.</source>
        <translation>Le tableau {path} n'a pas de lignes, ou des lignes sans site.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/model/table_file.py"/>
        <source>Give every row its site.</source>
        <translation>Donnez à chaque ligne son site.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/model/table_file.py"/>
        <source>The column {column} of {path} is in another unit than {unit}.</source>
        <translation>La colonne {column} de {path} est dans une autre unité que {unit}.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/model/table_file.py"/>
        <source>Convert its values, and name it {name}.</source>
        <translation>Convertissez ses valeurs et nommez-la {name}.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/model/table_file.py"/>
        <source>An empty cell</source>
        <translation>Une cellule vide</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/model/table_file.py"/>
        <source>{value} in {path} is not a date.</source>
        <translation>{value} dans {path} n'est pas une date.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/model/table_file.py"/>
        <location filename="../boreal_gpp_plugin/core/request.py"/>
        <source>Write dates as 2021-06-30.</source>
        <translation>Écrivez les dates comme 2021-06-30.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/model/table_file.py"/>
        <source>{value} in {path} may begin with the day or with the month.</source>
        <translation>{value} dans {path} peut commencer par le jour ou par le mois.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/model/table_file.py"/>
        <source>{value} in column {column} of {path} is not a number.</source>
        <translation>{value} dans la colonne {column} de {path} n'est pas un nombre.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/model/table_file.py"/>
        <source>Leave values that are not known empty.</source>
        <translation>Laissez vides les valeurs inconnues.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/model/table_file.py"/>
        <source>{n} of {all} values in column {column} of {path}, such as {value}, lie outside {low} to {high}.</source>
        <translation>{n} valeurs sur {all} de la colonne {column} de {path}, par exemple {value}, sont hors de l'intervalle de {low} à {high}.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/model/table_file.py"/>
        <source>{n} values in column {column} of {path} are impossible and were left out.</source>
        <translation>{n} valeurs de la colonne {column} de {path} sont impossibles et ont été écartées.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/model/table_file.py"/>
        <source>The high values in column {column} of {path} are near {value}, though they should lie within {low} to {high}.</source>
        <translation>Les valeurs élevées de la colonne {column} de {path} sont près de {value}, alors qu'elles devraient être entre {low} et {high}.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/model/table_file.py"/>
        <source>{n} rows of {path} are copies of others and were left out.</source>
        <translation>{n} lignes de {path} sont des copies d'autres lignes et ont été omises.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/model/table_file.py"/>
        <source>The table {path} has two rows of {site} for {date}.</source>
        <translation>Le tableau {path} a deux lignes de {site} pour {date}.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/model/table_file.py"/>
        <source>Keep one row for each site, stratum and date.</source>
        <translation>Gardez une ligne par site, strate et date.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/model/table_file.py"/>
        <source>The column {column} of {path} is empty.</source>
        <translation>La colonne {column} de {path} est vide.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/model/table_file.py"/>
        <source>Greenness, temperature and GPP are needed.</source>
        <translation>La verdure, la température et la PPB sont nécessaires.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/model/table_validation.py"/>
        <source>No site has GPP of two years, so no year can be held out.</source>
        <translation>Aucun site n'a de PPB sur deux ans; aucune année ne peut donc être mise de côté.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/model/table_validation.py"/>
        <source>Only one site has GPP, so no site can be held out.</source>
        <translation>Un seul site a une PPB; aucun site ne peut donc être mis de côté.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/model/table_validation.py"/>
        <source>The table is large, so held-out predictions rest on fits to {k} of its {n} rows with GPP: at most {share} of a site, taken evenly over its record. {form} fitted to these has an RMSE of {part} g C m-2 d-1 over all rows; fitted to all, as its parameters are, {all}.</source>
        <translation>Le tableau est grand : les prédictions de valeurs mises de côté reposent donc sur des ajustements à {k} de ses {n} lignes qui ont une PPB, au plus {share} par site, prises à intervalles réguliers. {form} ainsi ajusté a une REQM de {part} g C m-2 d-1 sur toutes les lignes; ajusté à toutes, comme le sont ses paramètres, {all}.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/model/table_validation.py"/>
        <source>{stratum}: one site only, so left out it is predicted from the other classes.</source>
        <translation>{stratum} : un seul site; mis de côté, il est prédit d'après les autres classes.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/model/table_validation.py"/>
        <source>There is no form {form}.</source>
        <translation>Il n'y a pas de forme {form}.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/model/table_validation.py"/>
        <location filename="../boreal_gpp_plugin/core/strata/zones.py"/>
        <source>Choose one of {known}.</source>
        <translation>Choisissez l'une de celles-ci : {known}.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/model/table_validation.py"/>
        <source>The form {form} needs drivers that the table lacks: {names}.</source>
        <translation>La forme {form} a besoin de facteurs qui manquent au tableau : {names}.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/model/table_validation.py"/>
        <source>Add their columns, or choose another form.</source>
        <translation>Ajoutez leurs colonnes, ou choisissez une autre forme.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/model/table_validation.py"/>
        <source>No training site has GPP.</source>
        <translation>Aucun site d'entraînement n'a de PPB.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/model/table_validation.py"/>
        <source>Add rows with gpp, or other training sites.</source>
        <translation>Ajoutez des lignes avec gpp, ou d'autres sites d'entraînement.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/model/table_validation.py"/>
        <source>Add sites or years, or choose the other scheme.</source>
        <translation>Ajoutez des sites ou des années, ou choisissez l'autre schéma.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/model/table_validation.py"/>
        <source>Its {n} sites are left out in {k} groups, each of several classes.</source>
        <translation>Ses {n} sites sont mis de côté en {k} groupes, chacun de plusieurs classes.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/model/table_validation.py"/>
        <source>TG was not fitted, so squared errors are not compared with it.</source>
        <translation>TG n'a pas été ajusté; les erreurs quadratiques ne lui sont donc pas comparées.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/model/table_validation.py"/>
        <source>{form} was left out, as the table has no data for: {names}.</source>
        <translation>{form} a été écartée, car le tableau n'a pas de données pour : {names}.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/model/validate.py"/>
        <source>{stratum}: no reference pixel is at least 70 % of it, so it has no scores of its own.</source>
        <translation>{stratum} : aucun pixel de référence n'en contient au moins 70 %; la strate n'a donc pas de scores propres.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/open_run.py"/>
        <source>The Python package xarray is not installed.</source>
        <translation>Le paquet Python xarray n'est pas installé.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/open_run.py"/>
        <source>Install it, for example with: pip install xarray</source>
        <translation>Installez-le, par exemple avec : pip install xarray</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/open_run.py"/>
        <location filename="../boreal_gpp_plugin/core/run/finished_run.py"/>
        <location filename="../boreal_gpp_plugin/layers/run.py"/>
        <source>The run in {folder} lacks {files}.</source>
        <translation>Il manque au calcul de {folder} : {files}.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/open_run.py"/>
        <location filename="../boreal_gpp_plugin/core/run/finished_run.py"/>
        <location filename="../boreal_gpp_plugin/layers/run.py"/>
        <source>Run again into this folder.</source>
        <translation>Relancez le calcul dans ce dossier.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/output_folder.py"/>
        <source>Another run is being written into {path}.</source>
        <translation>Un autre calcul s'écrit dans {path}.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/output_folder.py"/>
        <source>Wait for its end, or choose another folder.</source>
        <translation>Attendez sa fin, ou choisissez un autre dossier.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/output_folder.py"/>
        <source>The disk of {path} is full.</source>
        <translation>Le disque de {path} est plein.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/output_folder.py"/>
        <source>Free some room, or choose a folder on another disk.</source>
        <translation>Libérez de la place, ou choisissez un dossier sur un autre disque.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/output_folder.py"/>
        <source>The output folder {path} can't be written: {reason}.</source>
        <translation>Le dossier de sortie {path} ne peut pas être écrit : {reason}.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/output_folder.py"/>
        <source>Choose a folder on a disk where you may write, with room for the result.</source>
        <translation>Choisissez un dossier sur un disque où vous avez le droit d'écrire, avec assez d'espace pour le résultat.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/packages.py"/>
        <source>arithmetic; it comes with QGIS</source>
        <translation>calcul; il vient avec QGIS</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/packages.py"/>
        <source>fusion and calibration</source>
        <translation>fusion et calage</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/packages.py"/>
        <source>reading tables</source>
        <translation>lire des tableaux</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/packages.py"/>
        <source>reading and writing maps</source>
        <translation>lecture et écriture des cartes</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/packages.py"/>
        <source>QGIS's Python lacks: {names}.</source>
        <translation>Il manque au Python de QGIS : {names}.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/packages.py"/>
        <source>Press Install in the Boreal GPP panel, or do as the plugin's help says for this system.</source>
        <translation>Appuyez sur Installer dans le panneau Boreal GPP, ou suivez l'aide de l'extension pour ce système.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/pipeline.py"/>
        <source>The model {model} needs drivers that the inputs do not give: {names}.</source>
        <translation>Le modèle {model} a besoin de facteurs que les données d'entrée ne donnent pas : {names}.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/pipeline.py"/>
        <source>Choose another model.</source>
        <translation>Choisissez un autre modèle.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/pipeline.py"/>
        <location filename="../boreal_gpp_plugin/core/site_maps.py"/>
        <source>Looking through the inputs</source>
        <translation>Examen des données d'entrée</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/pipeline.py"/>
        <source>Reading the inputs</source>
        <translation>Lecture des données d'entrée</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/pipeline.py"/>
        <source>Reading reference GPP</source>
        <translation>Lecture de la PPB de référence</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/pipeline.py"/>
        <source>Keeping what was observed</source>
        <translation>Conservation de ce qui a été observé</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/pipeline.py"/>
        <source>Fusing the drivers</source>
        <translation>Fusion des facteurs</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/pipeline.py"/>
        <source>Calibrating the model</source>
        <translation>Calage du modèle</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/pipeline.py"/>
        <source>Validating the model</source>
        <translation>Validation du modèle</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/pipeline.py"/>
        <source>Writing the report</source>
        <translation>Rédaction du rapport</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/preflight.py"/>
        <source>No Sentinel-3 SLSTR land surface temperature of the period was found in {folder}.</source>
        <translation>Aucune température de surface Sentinel-3 SLSTR de la période n'a été trouvée dans {folder}.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/preflight.py"/>
        <source>Add SL_2_LST granules (.SEN3) of the period, or daily maps of ESA-CCI or C3S.</source>
        <translation>Ajoutez des granules SL_2_LST (.SEN3) de la période, ou des cartes quotidiennes d'ESA-CCI ou de C3S.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/preflight.py"/>
        <source>Looking for files</source>
        <translation>Recherche des fichiers</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/preflight.py"/>
        <source>Looking into files</source>
        <translation>Examen des fichiers</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/preflight.py"/>
        <source>None of the {count} HLS granules covers the site between {start} and {end}.</source>
        <translation>Aucun des {count} granules HLS ne couvre le site entre {start} et {end}.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/preflight.py"/>
        <source>Choose an extent and a period that the HLS granules cover.</source>
        <translation>Choisissez une emprise et une période que les granules HLS couvrent.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/preflight.py"/>
        <location filename="../boreal_gpp_plugin/core/request.py"/>
        <location filename="../boreal_gpp_plugin/gui/site_page.py"/>
        <source>The last day {end} is before the first day {start}.</source>
        <translation>Le dernier jour {end} précède le premier jour {start}.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/preflight.py"/>
        <source>Swap the two dates, or give both.</source>
        <translation>Inversez les deux dates, ou donnez les deux.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/preflight.py"/>
        <source>Temperature is known from {first} to {last}: only this time is mapped.</source>
        <translation>La température est connue du {first} au {last} : seule cette période est cartographiée.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/preflight.py"/>
        <source>Add files of the rest of the year, or give the first and the last day.</source>
        <translation>Ajoutez des fichiers du reste de l'année, ou donnez le premier et le dernier jour.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/preflight.py"/>
        <source>{path} holds no {product}.</source>
        <translation>{path} ne contient pas : {product}.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/preflight.py"/>
        <source>Add HLS v2.0 L30 or S30 granules with blue, green, red, near infrared, SWIR 1 and Fmask files, or choose another folder.</source>
        <translation>Ajoutez des granules HLS v2.0 L30 ou S30 avec les fichiers du bleu, du vert, du rouge, du proche infrarouge, de SWIR 1 et de Fmask, ou choisissez un autre dossier.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/preflight.py"/>
        <source>No NTEMS land cover (VLCE2) was found in the inputs folder.</source>
        <translation>Aucune couverture du sol NTEMS (VLCE2) n'a été trouvée dans le dossier d'entrée.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/preflight.py"/>
        <source>Add CA_forest_VLCE2_&lt;year&gt;.tif of the site, or another land cover with a table of its classes.</source>
        <translation>Ajoutez le fichier CA_forest_VLCE2_&lt;année&gt;.tif du site, ou une autre couverture du sol avec un tableau de ses classes.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/preflight.py"/>
        <source>No SMAP soil moisture of the period was found: the model runs without it.</source>
        <translation>Aucune humidité du sol SMAP de la période n'a été trouvée : le modèle fonctionne sans elle.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/preflight.py"/>
        <source>Add SPL3SMP_E or SPL4SMGP of the period.</source>
        <translation>Ajoutez SPL3SMP_E ou SPL4SMGP de la période.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/preflight.py"/>
        <source>No SMAP freeze/thaw of the period was found: the model runs without it.</source>
        <translation>Aucun gel-dégel SMAP de la période n'a été trouvé : le modèle s'en passe.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/preflight.py"/>
        <source>Add SPL3FTP_E of the period.</source>
        <translation>Ajoutez SPL3FTP_E de la période.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/preflight.py"/>
        <source>No HLS granule in {folder} is whole: {count} lack bands.</source>
        <translation>Aucun granule HLS de {folder} n'est entier : il manque des bandes à {count} d'entre eux.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/preflight.py"/>
        <source>No HLS granule was found in {folder}.</source>
        <translation>Aucun granule HLS n'a été trouvé dans {folder}.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/preflight.py"/>
        <source>Choose another file or folder, or take it from the inputs folder.</source>
        <translation>Choisissez un autre fichier ou dossier, ou prenez-le dans le dossier d'entrée.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/progress.py"/>
        <location filename="../boreal_gpp_plugin/gui/run_panel.py"/>
        <source>Starting</source>
        <translation>Démarrage</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/readers/catalogue.py"/>
        <source>{count} HLS granules lack {bands} and are not used ({names}).</source>
        <translation>{count} granules HLS sont sans {bands} et ne servent pas ({names}).</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/readers/catalogue.py"/>
        <source>Downloads that are not finished, and are not used: {count} ({names}).</source>
        <translation>Téléchargements inachevés, qui ne servent pas : {count} ({names}).</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/readers/catalogue.py"/>
        <source>The folder {folder} can't be read: {reason}.</source>
        <translation>Le dossier {folder} ne peut pas être lu : {reason}.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/readers/catalogue.py"/>
        <source>Finish or repeat them; take the unfinished files out.</source>
        <translation>Terminez-les ou recommencez-les; retirez les fichiers inachevés.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/readers/catalogue.py"/>
        <source>The inputs folder {folder} can't be read: {reason}.</source>
        <translation>Le dossier d'entrée {folder} ne peut pas être lu : {reason}.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/readers/catalogue.py"/>
        <source>Choose a folder that exists and that you may read.</source>
        <translation>Choisissez un dossier qui existe et que vous avez le droit de lire.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/readers/catalogue.py"/>
        <source>The name of {path} is no text.</source>
        <translation>Le nom de {path} n'est pas du texte.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/readers/catalogue.py"/>
        <source>Rename the file.</source>
        <translation>Renommez le fichier.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/readers/cf.py"/>
        <source>its time is given as {unit} in the calendar {calendar}</source>
        <translation>son temps est donné en {unit} dans le calendrier {calendar}</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/readers/cf.py"/>
        <source>its times are not between {first} and {last}</source>
        <translation>ses dates ne sont pas entre {first} et {last}</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/readers/cf.py"/>
        <source>{path} does not lie on the grid of the other files of its series.</source>
        <translation>{path} n'est pas sur la grille des autres fichiers de sa série.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/readers/cf.py"/>
        <source>Use files of one product and version, all clipped alike.</source>
        <translation>Utilisez des fichiers d'un même produit et d'une même version, tous découpés de la même façon.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/readers/cf.py"/>
        <source>its times are no numbers</source>
        <translation>ses dates ne sont pas des nombres</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/readers/checksums.py"/>
        <source>it is damaged, its checksum is not that of the manifest</source>
        <translation>il est endommagé : sa somme de contrôle n'est pas celle du manifeste</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/readers/checksums.py"/>
        <source>it is damaged, the checksum of a part of it does not fit</source>
        <translation>il est endommagé, la somme de contrôle d'une de ses parties ne correspond pas</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/readers/checksums.py"/>
        <source>it is damaged; its checksum does not fit at byte {byte}</source>
        <translation>il est endommagé : sa somme de contrôle ne concorde pas à l'octet {byte}</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/readers/classes.py"/>
        <source>{text} is not a whole number</source>
        <translation>{text} n'est pas un nombre entier</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/readers/classes.py"/>
        <source>{path} names classes that VLCE2 does not have: {codes}.</source>
        <translation>{path} nomme des classes que VLCE2 n'a pas : {codes}.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/readers/classes.py"/>
        <source>Use the codes {codes}, or 0 for what is to be left out.</source>
        <translation>Utilisez les codes {codes}, ou 0 pour ce qui doit être écarté.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/readers/classes.py"/>
        <source>{path} has no column {column}.</source>
        <translation>{path} n'a pas de colonne {column}.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/readers/classes.py"/>
        <source>Give it the columns value, the number in the map, and vlce2, the VLCE2 code it is taken for.</source>
        <translation>Donnez-lui les colonnes value, le nombre de la carte, et vlce2, le code VLCE2 qui lui correspond.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/readers/classes.py"/>
        <source>it takes class {value} for two others</source>
        <translation>il prend la classe {value} pour deux autres</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/readers/declared.py"/>
        <source>{path} declares dates as {pattern}, which the name of {file} does not hold.</source>
        <translation>{path} déclare les dates comme {pattern}, ce que le nom de {file} ne contient pas.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/readers/declared.py"/>
        <source>Write the date as in the names of the files: %Y%m%d for 20210630, %Y%j for 2021181, %Y_%m for 2021_06.</source>
        <translation>Écrivez la date comme dans les noms des fichiers : %Y%m%d pour 20210630, %Y%j pour 2021181, %Y_%m pour 2021_06.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/readers/declared.py"/>
        <source>{path} declares the variable {variable} in {unit}, which is not known.</source>
        <translation>{path} déclare la variable {variable} en {unit}, une unité inconnue.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/readers/declared.py"/>
        <source>Declare one of {known}.</source>
        <translation>Déclarez l'une de celles-ci : {known}.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/readers/declared.py"/>
        <source>{path} declares the files {files}, and there are none.</source>
        <translation>{path} déclare les fichiers {files}, et il n'y en a aucun.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/readers/declared.py"/>
        <source>Give a pattern of paths beside the table, such as gpp/*.tif.</source>
        <translation>Donnez un motif de chemins à côté du tableau, par exemple gpp/*.tif.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/readers/declared.py"/>
        <source>{text} is not a number</source>
        <translation>{text} n'est pas un nombre</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/readers/dense_links.py"/>
        <location filename="../boreal_gpp_plugin/core/readers/global_heap.py"/>
        <location filename="../boreal_gpp_plugin/core/readers/opening.py"/>
        <source>it is damaged at byte {byte}</source>
        <translation>il est endommagé à l'octet {byte}</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/readers/ease2.py"/>
        <source>{path} holds {height} x {width} cells and does not say where they lie.</source>
        <translation>{path} contient {height} x {width} cellules et ne dit pas où elles se trouvent.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/readers/ease2.py"/>
        <source>Download the whole granule, or a subset that keeps its coordinates x and y.</source>
        <translation>Téléchargez le granule entier, ou un sous-ensemble qui garde ses coordonnées x et y.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/readers/elevation.py"/>
        <source>{path} has {bands} bands: it is a picture, not elevation.</source>
        <translation>{path} a {bands} bandes : c'est une image, pas une altitude.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/readers/elevation.py"/>
        <source>Use a DEM of one band in metres, or rename the file.</source>
        <translation>Utilisez un MNA à une bande, en mètres, ou renommez le fichier.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/readers/granule.py"/>
        <source>{path}: {count} of {total} can't be used. {reasons}</source>
        <translation>{path} : {count} sur {total} ne peuvent pas être utilisés. {reasons}</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/readers/hdf5.py"/>
        <source>it is not an HDF5 file</source>
        <translation>ce n'est pas un fichier HDF5</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/readers/hdf5.py"/>
        <location filename="../boreal_gpp_plugin/core/readers/raster.py"/>
        <location filename="../boreal_gpp_plugin/core/readers/towers.py"/>
        <source>it is cut short</source>
        <translation>il est tronqué</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/readers/hdf5.py"/>
        <source>it is cut short: {size} of {whole} bytes are there</source>
        <translation>il est tronqué : {size} octets sur {whole} sont présents</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/readers/hdf5.py"/>
        <source>{variable} can't be decoded, the file is damaged</source>
        <translation>{variable} ne peut pas être décodée, le fichier est endommagé</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/readers/hdf5.py"/>
        <source>{path} does not state the scale of {variable}.</source>
        <translation>{path} n'indique pas l'échelle de {variable}.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/readers/hdf5.py"/>
        <source>Use the file as ESA delivers it.</source>
        <translation>Utilisez le fichier tel que l'ESA le livre.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/readers/hls.py"/>
        <source>The HLS granule {path} lacks {bands}.</source>
        <translation>Il manque au granule HLS {path} : {bands}.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/readers/hls.py"/>
        <source>Download the missing bands into the same folder.</source>
        <translation>Téléchargez les bandes manquantes dans le même dossier.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/readers/hls.py"/>
        <source>{path} holds {dtype} numbers, not the {expected} of HLS.</source>
        <translation>{path} contient des nombres {dtype}, et non {expected} comme HLS.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/readers/hls.py"/>
        <source>Use the file as NASA delivers it.</source>
        <translation>Utilisez le fichier tel que la NASA le livre.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/readers/hls.py"/>
        <source>{path} does not lie on the grid of {reference}.</source>
        <translation>{path} n'est pas sur la grille de {reference}.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/readers/hls.py"/>
        <source>Use the files as NASA delivers them, all clipped alike.</source>
        <translation>Utilisez les fichiers tels que la NASA les livre, tous découpés de la même façon.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/readers/lst_grid.py"/>
        <source>{path} is a mean of more than one day: clear and cloudy days are mixed in it.</source>
        <translation>{path} est une moyenne de plus d'un jour : des jours clairs et nuageux y sont mêlés.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/readers/lst_grid.py"/>
        <source>Download the daily maps of the same product.</source>
        <translation>Téléchargez les cartes quotidiennes du même produit.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/readers/lst_grid.py"/>
        <source>The name of {path} does not say whether it is of the day or of the night.</source>
        <translation>Le nom de {path} ne dit pas si le fichier est de jour ou de nuit.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/readers/lst_grid.py"/>
        <source>Give the file its original name back, with DAY or NIGHT in it.</source>
        <translation>Redonnez au fichier son nom d'origine, qui contient DAY ou NIGHT.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/readers/meteorology.py"/>
        <source>{path} is a GRIB file, which is not read.</source>
        <translation>{path} est un fichier GRIB, format qui n'est pas lu.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/readers/meteorology.py"/>
        <source>Download it as netCDF, without zip.</source>
        <translation>Téléchargez-le en netCDF, sans zip.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/readers/modis.py"/>
        <source>{path} is the GPP of a whole year.</source>
        <translation>{path} est la PPB d'une année entière.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/readers/modis.py"/>
        <source>Download the composites of 8 days, MOD17A2HGF or MOD17A2H.</source>
        <translation>Téléchargez les composites de 8 jours, MOD17A2HGF ou MOD17A2H.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/readers/modis.py"/>
        <location filename="../boreal_gpp_plugin/core/readers/vegetation_index.py"/>
        <source>The name of {path} holds no tile.</source>
        <translation>Le nom de {path} ne contient pas de tuile.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/readers/modis.py"/>
        <location filename="../boreal_gpp_plugin/core/readers/opening.py"/>
        <location filename="../boreal_gpp_plugin/core/readers/vegetation_index.py"/>
        <source>Give the file its original name back.</source>
        <translation>Redonnez au fichier son nom d'origine.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/readers/modis.py"/>
        <source>{path} holds {dtype} numbers, not the codes of MOD17.</source>
        <translation>{path} contient des nombres {dtype}, et non les codes de MOD17.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/readers/modis.py"/>
        <source>Export the layer {layer} without applying its scale.</source>
        <translation>Exportez la couche {layer} sans appliquer son facteur d'échelle.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/readers/modis.py"/>
        <source>{path} holds {height} x {width} cells, not a whole tile.</source>
        <translation>{path} contient {height} x {width} cellules, ce qui n'est pas une tuile entière.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/readers/modis.py"/>
        <source>Download the whole tile, or a GeoTIFF of the site.</source>
        <translation>Téléchargez la tuile entière, ou un GeoTIFF du site.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/readers/ntems.py"/>
        <source>{path} does not hold whole numbers, so it is no map of classes or years.</source>
        <translation>{path} ne contient pas de nombres entiers; ce n'est donc pas une carte de classes ou d'années.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/readers/ntems.py"/>
        <source>Export it with the nearest pixel's value, not an interpolated one.</source>
        <translation>Exportez-le avec la valeur du pixel le plus proche, sans interpolation.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/readers/ntems.py"/>
        <source>The name of the map {path} holds no year.</source>
        <translation>Le nom de la carte {path} ne contient pas d'année.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/readers/ntems.py"/>
        <source>Put the year of the map into its name, as in CA_forest_VLCE2_2019.tif.</source>
        <translation>Mettez l'année de la carte dans son nom, comme dans CA_forest_VLCE2_2019.tif.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/readers/ntems.py"/>
        <source>{path} holds classes that its table does not name: {codes}.</source>
        <translation>{path} contient des classes que son tableau ne nomme pas : {codes}.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/readers/ntems.py"/>
        <source>Add them to the columns value and vlce2 of {table} beside the map.</source>
        <translation>Ajoutez-les aux colonnes value et vlce2 de {table} à côté de la carte.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/readers/ntems.py"/>
        <source>{path} is a land cover with codes that are not of NTEMS VLCE2: {codes}.</source>
        <translation>{path} est une couverture du sol dont des codes ne sont pas ceux de NTEMS VLCE2 : {codes}.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/readers/ntems.py"/>
        <source>Use CA_forest_VLCE2_&lt;year&gt;.tif, or put {table} beside the map, with columns value and vlce2, the code each is taken for.</source>
        <translation>Utilisez CA_forest_VLCE2_&lt;année&gt;.tif, ou mettez {table} à côté de la carte, avec les colonnes value et vlce2, le code qui correspond à chacune.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/readers/ntems.py"/>
        <source>{path} holds numbers that are not years: {codes}.</source>
        <translation>{path} contient des nombres qui ne sont pas des années : {codes}.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/readers/ntems.py"/>
        <source>Use the layer of years, not of severity or of yes and no; or rename the file.</source>
        <translation>Utilisez la couche des années, non celle de la sévérité ou de l'occurrence; ou renommez le fichier.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/readers/ntems.py"/>
        <source>{path} holds numbers above {highest}: {codes}.</source>
        <translation>{path} contient des nombres supérieurs à {highest} : {codes}.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/readers/ntems.py"/>
        <source>Use the NTEMS map as it was published, or rename the file.</source>
        <translation>Utilisez la carte NTEMS telle qu'elle a été publiée, ou renommez le fichier.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/readers/opening.py"/>
        <location filename="../boreal_gpp_plugin/core/readers/user_table.py"/>
        <source>{path} can't be read: {reason}.</source>
        <translation>{path} ne peut pas être lu : {reason}.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/readers/opening.py"/>
        <source>Download the file again, or take it out of the folder.</source>
        <translation>Téléchargez le fichier de nouveau, ou retirez-le du dossier.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/readers/opening.py"/>
        <source>{path} does not hold the variable {variable}.</source>
        <translation>{path} ne contient pas la variable {variable}.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/readers/opening.py"/>
        <source>Download the whole file again, without leaving variables out.</source>
        <translation>Téléchargez de nouveau le fichier entier, sans omettre de variables.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/readers/opening.py"/>
        <source>The name of {path} holds no date.</source>
        <translation>Le nom de {path} ne contient pas de date.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/readers/opening.py"/>
        <source>{path} is an archive, which is not looked into.</source>
        <translation>{path} est une archive, dont le contenu n'est pas examiné.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/readers/opening.py"/>
        <source>Unpack it.</source>
        <translation>Décompressez-la.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/readers/opening.py"/>
        <source>it is empty</source>
        <translation>il est vide</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/readers/opening.py"/>
        <source>GDAL gave no reason</source>
        <translation>GDAL n'a donné aucune raison</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/readers/opening.py"/>
        <source>{path} can't be read: this installation of GDAL lacks the {driver} format.</source>
        <translation>{path} ne peut pas être lu : il manque à cette installation de GDAL le format {driver}.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/readers/opening.py"/>
        <source>Use the GDAL that comes with QGIS, or convert the file to GeoTIFF.</source>
        <translation>Utilisez le GDAL fourni avec QGIS, ou convertissez le fichier en GeoTIFF.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/readers/opening.py"/>
        <source>it is not in the format that its name says</source>
        <translation>il n'est pas dans le format qu'annonce son nom</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/readers/opening.py"/>
        <source>it is not there</source>
        <translation>il n'est pas là</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/readers/raster.py"/>
        <source>{path} has no georeferencing.</source>
        <translation>{path} n'est pas géoréférencé.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/readers/raster.py"/>
        <source>Assign its coordinate system and corner (QGIS: Raster, Projections, Assign projection), or download it again.</source>
        <translation>Attribuez-lui son système de coordonnées et son coin (QGIS : Raster, Projections, Assigner une projection), ou téléchargez-le de nouveau.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/readers/raster.py"/>
        <source>{path} is rotated against its coordinate system.</source>
        <translation>{path} est tourné par rapport à son système de coordonnées.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/readers/raster.py"/>
        <source>Warp it to a north-up raster first (QGIS: Raster, Projections, Warp).</source>
        <translation>Reprojetez-le d'abord en un raster orienté vers le nord (QGIS : Raster, Projections, Projection).</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/readers/raster.py"/>
        <source>it holds no raster</source>
        <translation>il ne contient aucun raster</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/readers/sentinel3.py"/>
        <source>it holds no {file}</source>
        <translation>il ne contient pas de {file}</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/readers/sentinel3.py"/>
        <source>Pixels seen from the side are kept: {reason}</source>
        <translation>Les pixels vus de côté sont gardés : {reason}</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/readers/smap.py"/>
        <source>{path} is not on the grid that was asked for.</source>
        <translation>{path} n'est pas sur la grille demandée.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/readers/smap.py"/>
        <source>Ask for a window of {names}.</source>
        <translation>Demandez une fenêtre de {names}.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/readers/tally.py"/>
        <source>{title}: {count} of {known} values read are not above {low}; they are left out.</source>
        <translation>{title} : {count} des {known} valeurs lues ne sont pas supérieures à {low}; elles sont écartées.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/readers/tally.py"/>
        <source>{title}: {count} of {known} values read are not between {low} and {high}{unit}; they are left out.</source>
        <translation>{title} : {count} des {known} valeurs lues ne sont pas comprises entre {low} et {high}{unit}; elles sont écartées.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/readers/tally.py"/>
        <source>Nothing has to be done about a few; of many, check the scale and unit of the files, or download them again.</source>
        <translation>Si elles sont peu nombreuses, il n'y a rien à faire; sinon, vérifiez l'échelle et l'unité des fichiers, ou téléchargez-les de nouveau.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/readers/towers.py"/>
        <source>The coordinates of the tower {site} of {path} are not known.</source>
        <translation>Les coordonnées de la tour {site} de {path} sont inconnues.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/readers/towers.py"/>
        <source>Add {table} beside it, with the columns site, latitude and longitude.</source>
        <translation>Ajoutez {table} à côté, avec les colonnes site, latitude et longitude.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/readers/towers.py"/>
        <source>it has rows with more cells than columns</source>
        <translation>certaines de ses lignes ont plus de cellules qu'il n'a de colonnes</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/readers/towers.py"/>
        <source>a row of it has no date</source>
        <translation>une de ses lignes n'a pas de date</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/readers/towers.py"/>
        <source>it has two rows of {date}</source>
        <translation>il a deux lignes du {date}</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/readers/towers.py"/>
        <source>the {column} of {site} is {value}</source>
        <translation>la valeur de {column} de {site} est {value}</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/readers/towers.py"/>
        <source>a part of it is empty</source>
        <translation>une partie en est vide</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/readers/towers.py"/>
        <source>its first and last row do not begin with a date</source>
        <translation>sa première et sa dernière ligne ne commencent pas par une date</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/readers/towers.py"/>
        <source>it has no column {column}</source>
        <translation>il n'a pas de colonne {column}</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/readers/towers.py"/>
        <source>it has two places for {site}</source>
        <translation>il donne deux lieux à {site}</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/readers/towers.py"/>
        <location filename="../boreal_gpp_plugin/core/readers/user_table.py"/>
        <source>it holds no text</source>
        <translation>il ne contient pas de texte</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/readers/user_table.py"/>
        <source>Correct the table, or take it out of the folder.</source>
        <translation>Corrigez le tableau, ou retirez-le du dossier.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/readers/user_table.py"/>
        <source>it has two columns {column}</source>
        <translation>il a deux colonnes {column}</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/readers/user_table.py"/>
        <source>Row {row} of {path} has more cells than the table has columns.</source>
        <translation>La ligne {row} de {path} a plus de cellules que le tableau n'a de colonnes.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/readers/user_table.py"/>
        <source>Write decimals with points, or separate columns by semicolons.</source>
        <translation>Écrivez les décimales avec un point, ou séparez les colonnes par des points-virgules.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/readers/virtual_raster.py"/>
        <source>it is no virtual raster as GDAL writes them</source>
        <translation>ce n'est pas un raster virtuel tel que GDAL en écrit</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/readers/virtual_raster.py"/>
        <source>{path} is a virtual raster of the kind {kind}, which is not read.</source>
        <translation>{path} est un raster virtuel du type {kind}, qui n'est pas lu.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/readers/virtual_raster.py"/>
        <source>Convert it to GeoTIFF (QGIS: Raster, Conversion, Translate).</source>
        <translation>Convertissez-le en GeoTIFF (QGIS : Raster, Conversion, Convertir).</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/readers/virtual_raster.py"/>
        <source>{path} is made of {source}, which is no raster in its folder or below.</source>
        <translation>{path} est fait de {source}, qui n'est pas un raster de son dossier ou d'un de ses sous-dossiers.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/readers/virtual_raster.py"/>
        <source>Put the rasters that it is made of there and make it anew, or convert it to GeoTIFF.</source>
        <translation>Mettez-y les rasters dont il est fait et refaites-le, ou convertissez-le en GeoTIFF.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/readers/vpm.py"/>
        <source>{path} holds {dtype} numbers, not the {expected} of VPM.</source>
        <translation>{path} contient des nombres {dtype}, et non {expected} comme VPM.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/readers/vpm.py"/>
        <source>Use the file as it was published.</source>
        <translation>Utilisez le fichier tel qu'il a été publié.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/reference/products.py"/>
        <source>500 m GPP series in the format of VPM</source>
        <translation>Série de PPB à 500 m au format de VPM</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/reference/products.py"/>
        <source>SMAP L4C, 9 km</source>
        <translation>SMAP L4C, 9 km</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/reference/products.py"/>
        <source>MOD17, 500 m</source>
        <translation>MOD17, 500 m</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/reference/products.py"/>
        <source>Declared GPP series</source>
        <translation>Série de PPB déclarée</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/reference/products.py"/>
        <location filename="../boreal_gpp_plugin/core/report/page.py"/>
        <source>none: default parameters by cover class</source>
        <translation>aucune : paramètres par défaut selon la classe de couverture</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/reference/products.py"/>
        <source>{one} and {other}</source>
        <translation>{one} et {other}</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/reference/products.py"/>
        <source>The reference {title} was asked for, but the inputs folder has no file of it.</source>
        <translation>La référence {title} a été demandée, mais le dossier d'entrée n'en contient aucun fichier.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/reference/products.py"/>
        <source>Add its files to the inputs folder, or choose the reference automatically.</source>
        <translation>Ajoutez ses fichiers au dossier d'entrée, ou laissez le choix automatique de la référence.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/reference/references.py"/>
        <source>No pixel of the reference {title} lies wholly in the site: it is not used.</source>
        <translation>Aucun pixel de la référence {title} ne se trouve entièrement dans le site : elle n'est pas utilisée.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/attribution.py"/>
        <source>Every set of drivers was fitted to one half of the steps and predicted the other. The share says what a driver adds to the explained variation, on average over every order in which drivers may come; the error without it says how much the squared error grows when it is left out and all else is fitted anew. In brackets: 5-95 % over blocks in space and time.</source>
        <translation>Chaque ensemble de facteurs a été ajusté à une moitié des pas de temps et a prédit l'autre. La part dit ce qu'un facteur ajoute à la variation expliquée, en moyenne sur tous les ordres dans lesquels les facteurs peuvent venir; l'erreur sans lui dit de combien croît l'erreur quadratique quand il est retiré et que tout le reste est ajusté de nouveau. Entre parenthèses : de 5 à 95 % sur des blocs dans l'espace et le temps.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/attribution.py"/>
        <source>By stratum</source>
        <translation>Par strate</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/attribution.py"/>
        <location filename="../boreal_gpp_plugin/core/report/seasons.py"/>
        <location filename="../boreal_gpp_plugin/core/strata/classification.py"/>
        <location filename="../boreal_gpp_plugin/gui/place/story.py"/>
        <source>All strata</source>
        <translation>Toutes les strates</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/attribution.py"/>
        <source>Share of explained variation</source>
        <translation>Part de la variation expliquée</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/attribution.py"/>
        <source>Error without it</source>
        <translation>Erreur sans lui</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/checkup.py"/>
        <location filename="../boreal_gpp_plugin/gui/product_card.py"/>
        <source>Error</source>
        <translation>Erreur</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/checkup.py"/>
        <location filename="../boreal_gpp_plugin/gui/product_card.py"/>
        <source>Warning</source>
        <translation>Avertissement</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/checkup.py"/>
        <location filename="../boreal_gpp_plugin/gui/product_card.py"/>
        <source>Fine</source>
        <translation>Correct</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/checkup.py"/>
        <location filename="../boreal_gpp_plugin/core/report/page.py"/>
        <source>Check-up of the inputs</source>
        <translation>Vérification des données d'entrée</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/checkup.py"/>
        <source>A run can begin.</source>
        <translation>Un calcul peut commencer.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/checkup.py"/>
        <source>A run can't begin before the errors are mended.</source>
        <translation>Aucun calcul ne peut commencer avant que les erreurs soient corrigées.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/checkup.py"/>
        <source>Site: {west} to {east} degrees east, {south} to {north} degrees north.</source>
        <translation>Site : de {west} à {east} degrés est, de {south} à {north} degrés nord.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/checkup.py"/>
        <source>Period: {first} to {last}.</source>
        <translation>Période : du {first} au {last}.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/checkup.py"/>
        <source>What is fine: {n}</source>
        <translation>Ce qui est correct : {n}</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/checkup.py"/>
        <location filename="../boreal_gpp_plugin/core/report/page.py"/>
        <source>Product</source>
        <translation>Produit</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/checkup.py"/>
        <source>Granules</source>
        <translation>Granules</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/checkup.py"/>
        <location filename="../boreal_gpp_plugin/core/report/page.py"/>
        <source>First</source>
        <translation>Première date</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/checkup.py"/>
        <location filename="../boreal_gpp_plugin/core/report/page.py"/>
        <source>Last</source>
        <translation>Dernière date</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/checkup.py"/>
        <source>Grid</source>
        <translation>Grille</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/checkup.py"/>
        <source>Share of the site</source>
        <translation>Part du site</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/checkup.py"/>
        <source>Days in {year}: {count}</source>
        <translation>Jours en {year} : {count}</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/checkup.py"/>
        <location filename="../boreal_gpp_plugin/core/run/series_file.py"/>
        <location filename="../boreal_gpp_plugin/core/set_up.py"/>
        <location filename="../boreal_gpp_plugin/layers/zones.py"/>
        <source>{path} can't be written: {reason}.</source>
        <translation>{path} ne peut pas être écrit : {reason}.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/checkup.py"/>
        <location filename="../boreal_gpp_plugin/core/set_up.py"/>
        <location filename="../boreal_gpp_plugin/layers/zones.py"/>
        <source>Choose another file.</source>
        <translation>Choisissez un autre fichier.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/checkup.py"/>
        <source>Findings</source>
        <translation>Constats</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/checkup.py"/>
        <source>Level</source>
        <translation>Niveau</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/checkup.py"/>
        <source>What was found</source>
        <translation>Ce qui a été trouvé</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/checkup.py"/>
        <source>What to do</source>
        <translation>Que faire</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/checkup.py"/>
        <source>Nothing is amiss.</source>
        <translation>Rien à signaler.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/checkup.py"/>
        <source>Products</source>
        <translation>Produits</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/checkup.py"/>
        <source>Site with a value, by month: {months}</source>
        <translation>Part du site avec une valeur, par mois : {months}</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/checkup.py"/>
        <source>Day by day</source>
        <translation>Jour par jour</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/chronosequence.py"/>
        <source>Land of different age stands in for one stand through time. Means of total GPP and of the drivers from June to August, with the standard error over blocks of 1.5 km; a dash where there is a single block. In the charts: GPP with that error, a larger dot for more pixels, and a dashed line for land without a fire on record.</source>
        <translation>Des terrains d'âges différents tiennent lieu d'un peuplement à travers le temps. Moyennes de la PPB totale et des facteurs de juin à août, avec l'erreur type entre blocs de 1,5 km; un tiret là où il n'y a qu'un bloc. Dans les graphiques : la PPB avec cette erreur, un point plus grand pour plus de pixels, et une ligne tiretée pour les terrains sans feu connu.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/chronosequence.py"/>
        <source>{cover}: pixels and drivers by age</source>
        <translation>{cover} : pixels et facteurs par âge</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/chronosequence.py"/>
        <source>GPP of {stratum} against years since fire</source>
        <translation>PPB de {stratum} selon les années depuis le feu</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/chronosequence.py"/>
        <source>Years since fire</source>
        <translation>Années depuis le feu</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/chronosequence.py"/>
        <source>{age} years: {n} pixels</source>
        <translation>{age} ans : {n} pixels</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/chronosequence.py"/>
        <source>Pixels</source>
        <translation>Pixels</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/chronosequence.py"/>
        <source>Blocks</source>
        <translation>Blocs</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/chronosequence.py"/>
        <source>no fire on record</source>
        <translation>aucun feu connu</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/limitation.py"/>
        <source>Lost is what GPP falls short of the stratum's best; the drivers' parts of it sum to 100 %. This is how the calibrated model sees it: association, not proof of cause. The growing season is made of the steps with at least a tenth of the year's highest GPP.</source>
        <translation>La perte est ce qui manque à la PPB pour atteindre le mieux de la strate; les parts des facteurs en font 100 %. C'est ce que voit le modèle calé : une association, non la preuve d'une cause. La saison de croissance, ce sont les pas qui ont au moins un dixième de la plus haute PPB de l'année.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/limitation.py"/>
        <location filename="../boreal_gpp_plugin/core/report/maps.py"/>
        <location filename="../boreal_gpp_plugin/core/report/parameters.py"/>
        <location filename="../boreal_gpp_plugin/core/report/skill.py"/>
        <location filename="../boreal_gpp_plugin/core/report/summary.py"/>
        <location filename="../boreal_gpp_plugin/gui/zonal_dialog.py"/>
        <location filename="../boreal_gpp_plugin/gui/zones/legend.py"/>
        <source>Stratum</source>
        <translation>Strate</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/limitation.py"/>
        <source>Lost, %</source>
        <translation>Perte, %</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/limitation.py"/>
        <source>What limits GPP most in the growing season</source>
        <translation>Ce qui limite le plus la PPB pendant la saison de croissance</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/limitation.py"/>
        <source>By zone</source>
        <translation>Par zone</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/limitation.py"/>
        <location filename="../boreal_gpp_plugin/gui/zonal_dialog.py"/>
        <source>Zone</source>
        <translation>Zone</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/limitation.py"/>
        <source>Season by season</source>
        <translation>Saison par saison</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/limitation.py"/>
        <source>Season</source>
        <translation>Saison</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/maps.py"/>
        <source>GPP of the most productive step, {first} to {last}</source>
        <translation>PPB du pas le plus productif, du {first} au {last}</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/maps.py"/>
        <location filename="../boreal_gpp_plugin/core/report/totals.py"/>
        <source>Area, ha</source>
        <translation>Superficie, ha</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/maps.py"/>
        <location filename="../boreal_gpp_plugin/core/report/totals.py"/>
        <source>Share, %</source>
        <translation>Part, %</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/maps.py"/>
        <source>GPP of the period</source>
        <translation>PPB de la période</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/maps.py"/>
        <location filename="../boreal_gpp_plugin/core/variables.py"/>
        <location filename="../boreal_gpp_plugin/gui/zones/legend.py"/>
        <location filename="../boreal_gpp_plugin/layers/site_maps.py"/>
        <location filename="../boreal_gpp_plugin/processing/run_site.py"/>
        <source>Strata</source>
        <translation>Strates</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/page.py"/>
        <source>What limits it most in the growing season, as the model sees it, by share of the land: {drivers}.</source>
        <translation>Ce qui la limite le plus pendant la saison de croissance, selon le modèle, par part du terrain : {drivers}.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/page.py"/>
        <source>On data held back from calibration the model explains {share} % of the variation of the reference.</source>
        <translation>Sur des données mises de côté lors du calage, le modèle explique {share} % de la variation de la référence.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/page.py"/>
        <source>The reference is itself a model: this is agreement with it, not accuracy.</source>
        <translation>La référence est elle-même un modèle : c'est un accord avec elle, non une exactitude.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/page.py"/>
        <source>{scheme}; {n} values</source>
        <translation>{scheme}; {n} valeurs</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/page.py"/>
        <source>GPP of a boreal site, {first} to {last}</source>
        <translation>PPB d'un site boréal, du {first} au {last}</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/page.py"/>
        <source>The vegetation took up {total} g of carbon per square metre in the period.</source>
        <translation>La végétation a fixé {total} g de carbone par mètre carré pendant la période.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/page.py"/>
        <source>{place}; {width} x {height} km in cells of {cell} m</source>
        <translation>{place}; {width} x {height} km en cellules de {cell} m</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/page.py"/>
        <source>{name}, {n} pixels or sites</source>
        <translation>{name}, {n} pixels ou sites</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/page.py"/>
        <source>{n} more</source>
        <translation>{n} de plus</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/page.py"/>
        <source>Maps</source>
        <translation>Cartes</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/page.py"/>
        <source>How much carbon</source>
        <translation>Combien de carbone</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/page.py"/>
        <source>How good it is</source>
        <translation>Qualité du résultat</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/page.py"/>
        <source>What limits GPP</source>
        <translation>Ce qui limite la PPB</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/page.py"/>
        <source>Through the year</source>
        <translation>Au fil de l'année</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/page.py"/>
        <source>After fire</source>
        <translation>Après le feu</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/page.py"/>
        <source>What each driver adds</source>
        <translation>Ce que chaque facteur apporte</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/page.py"/>
        <source>Model and parameters</source>
        <translation>Modèle et paramètres</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/page.py"/>
        <location filename="../boreal_gpp_plugin/gui/inputs_page.py"/>
        <source>Inputs</source>
        <translation>Données d'entrée</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/page.py"/>
        <source>Warnings</source>
        <translation>Avertissements</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/page.py"/>
        <source>Files, versions, sources</source>
        <translation>Fichiers, versions, sources</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/page.py"/>
        <source>Nothing could be checked, for no reference could be held back.</source>
        <translation>Rien n'a pu être vérifié, car aucune référence n'a pu être mise de côté.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/page.py"/>
        <source>GPP of the whole site</source>
        <translation>PPB de tout le site</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/page.py"/>
        <source>mean GPP</source>
        <translation>PPB moyenne</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/page.py"/>
        <source>{title}, one band per step</source>
        <translation>{title}, une bande par pas</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/page.py"/>
        <source>90 % interval {low} to {high}</source>
        <translation>intervalle à 90 % : de {low} à {high}</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/page.py"/>
        <source>r2 with the reference</source>
        <translation>r2 avec la référence</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/page.py"/>
        <source>typical error (RMSE) of a step</source>
        <translation>erreur typique (REQM) d'un pas</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/page.py"/>
        <location filename="../boreal_gpp_plugin/gui/site_page.py"/>
        <source>Site</source>
        <translation>Site</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/page.py"/>
        <source>Period</source>
        <translation>Période</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/page.py"/>
        <source>{first} to {last}, {n} steps of {days} days</source>
        <translation>du {first} au {last}, {n} pas de {days} jours</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/page.py"/>
        <source>Modelled area</source>
        <translation>Superficie modélisée</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/page.py"/>
        <location filename="../boreal_gpp_plugin/gui/place/story.py"/>
        <location filename="../boreal_gpp_plugin/gui/zones/legend.py"/>
        <source>Reference</source>
        <translation>Référence</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/page.py"/>
        <source>None: every file was read.</source>
        <translation>Aucun : tous les fichiers ont été lus.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/page.py"/>
        <source>Plugin</source>
        <translation>Extension</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/page.py"/>
        <source>Report written</source>
        <translation>Rapport rédigé</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/page.py"/>
        <source>How to cite</source>
        <translation>Comment citer</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/page.py"/>
        <source>Name the plugin with its version, and every product that the result stands on.</source>
        <translation>Nommez l'extension avec sa version, et chaque produit sur lequel le résultat repose.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/page.py"/>
        <source>Input</source>
        <translation>Donnée d'entrée</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/page.py"/>
        <source>Files or views</source>
        <translation>Fichiers ou vues</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/page.py"/>
        <source>Libraries</source>
        <translation>Bibliothèques</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/page.py"/>
        <source>Everything that was asked for</source>
        <translation>Tout ce qui a été demandé</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/page.py"/>
        <source>File</source>
        <translation>Fichier</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/page.py"/>
        <source>Contents</source>
        <translation>Contenu</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/page.py"/>
        <location filename="../boreal_gpp_plugin/core/report/parameters.py"/>
        <location filename="../boreal_gpp_plugin/gui/user_tables.py"/>
        <source>Unit</source>
        <translation>Unité</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/page.py"/>
        <source>To cite</source>
        <translation>À citer</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/page.py"/>
        <source>Terms of use</source>
        <translation>Conditions d'utilisation</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/parameters.py"/>
        <source>fitted</source>
        <translation>ajusté</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/parameters.py"/>
        <source>fixed</source>
        <translation>fixe</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/parameters.py"/>
        <source>fitted where that lowers the error on held-out data</source>
        <translation>ajusté là où cela réduit l'erreur sur des données mises de côté</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/parameters.py"/>
        <source>fits to boreal eddy-covariance towers</source>
        <translation>ajustements à des tours boréales à covariance des turbulences</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/parameters.py"/>
        <source>start: a choice</source>
        <translation>valeur de départ : un choix</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/parameters.py"/>
        <source>In brackets: 90 % intervals, from places and months of the reference drawn anew; none where a value was not fitted.</source>
        <translation>Entre parenthèses : intervalles à 90 %, tirés de lieux et de mois de la référence rééchantillonnés; aucun là où une valeur n'a pas été ajustée.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/parameters.py"/>
        <source>one for all strata, that of these which fits best: {values}</source>
        <translation>une seule pour toutes les strates, celle de ces valeurs qui s'ajuste le mieux : {values}</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/parameters.py"/>
        <source>greenness of the step</source>
        <translation>verdure du pas</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/parameters.py"/>
        <source>share of light that is absorbed, 1.25 (EVI - 0.10)</source>
        <translation>part de la lumière absorbée, 1,25 (EVI - 0,10)</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/parameters.py"/>
        <source>potential radiation, at the top of the atmosphere</source>
        <translation>rayonnement potentiel, au sommet de l'atmosphère</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/parameters.py"/>
        <source>light that plants can use, under a sky half clouded</source>
        <translation>lumière que les plantes peuvent utiliser, sous un ciel à demi couvert</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/parameters.py"/>
        <source>daytime surface temperature, smoothed with a memory of tau days</source>
        <translation>température de surface de jour, lissée avec une mémoire de tau jours</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/parameters.py"/>
        <source>daytime surface temperature</source>
        <translation>température de surface de jour</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/parameters.py"/>
        <source>night-time surface temperature; by day less 10 degrees where it is not known</source>
        <translation>température de surface de nuit; celle de jour moins 10 degrés là où elle est inconnue</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/parameters.py"/>
        <source>dryness of the air; 0 without meteorology</source>
        <translation>sécheresse de l'air; 0 sans météorologie</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/parameters.py"/>
        <source>thawed share of the step</source>
        <translation>part dégelée du pas</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/parameters.py"/>
        <source>soil moisture</source>
        <translation>humidité du sol</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/parameters.py"/>
        <source>soil moisture between its lowest and highest, rescaled as by L4C</source>
        <translation>humidité du sol entre son minimum et son maximum, remise à l'échelle comme dans L4C</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/parameters.py"/>
        <source>leaf water from shortwave infrared; the term is 1 where it is not known</source>
        <translation>eau des feuilles d'après l'infrarouge à ondes courtes; le terme vaut 1 là où elle est inconnue</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/parameters.py"/>
        <source>its second highest snow-free value</source>
        <translation>sa deuxième plus haute valeur sans neige</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/parameters.py"/>
        <source>Values by stratum: {n}</source>
        <translation>Valeurs par strate : {n}</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/parameters.py"/>
        <source>What the calibration notes: {n}</source>
        <translation>Remarques du calage : {n}</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/parameters.py"/>
        <source>fitted to the reference</source>
        <translation>ajusté à la référence</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/parameters.py"/>
        <source>default of the class {name}</source>
        <translation>valeur par défaut de la classe {name}</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/parameters.py"/>
        <source>Parameter</source>
        <translation>Paramètre</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/parameters.py"/>
        <source>Part of the model</source>
        <translation>Partie du modèle</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/parameters.py"/>
        <source>How it is set</source>
        <translation>Comment il est établi</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/parameters.py"/>
        <source>Where bounds and start come from</source>
        <translation>D'où viennent les bornes et la valeur de départ</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/parameters.py"/>
        <source>Bounds</source>
        <translation>Bornes</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/parameters.py"/>
        <source>Where the values come from</source>
        <translation>D'où viennent les valeurs</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/parameters.py"/>
        <source>Reference pixels</source>
        <translation>Pixels de référence</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/parameters.py"/>
        <source>The model was fitted to drivers averaged over each stratum in a reference pixel. That changes the GPP of a pixel by {change} {unit} (RMS); the misfit to the reference is {misfit} {unit}.</source>
        <translation>Le modèle a été ajusté aux moyennes des variables dans chaque strate d'un pixel de référence. Cela change la PPB d'un pixel de {change} {unit} (moyenne quadratique); l'écart à la référence est de {misfit} {unit}.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/parameters.py"/>
        <source>Neighbours of the reference differ by noise of {floor} {unit} and {share} % of GPP, which intervals of GPP leave out.</source>
        <translation>Les pixels voisins de la référence diffèrent par un bruit de {floor} {unit} et de {share} % de la PPB, que les intervalles de la PPB laissent de côté.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/parameters.py"/>
        <source>little reference: drawn towards {parent}</source>
        <translation>peu de référence : rapproché de {parent}</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/parameters.py"/>
        <source>What the parameters mean</source>
        <translation>Ce que signifient les paramètres</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/parameters.py"/>
        <location filename="../boreal_gpp_plugin/gui/user_tables.py"/>
        <source>Scale</source>
        <translation>Échelle</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/seasons.py"/>
        <source>GPP where data were held out: mean of the reference pixels dominated by the stratum, in {unit}. Without such pixels: the map's mean over the stratum. Below it the drivers, mean of the stratum.</source>
        <translation>PPB là où des données ont été mises de côté : moyenne des pixels de référence dominés par la strate, en {unit}. Sans de tels pixels : moyenne de la carte sur la strate. Dessous, les facteurs, en moyenne sur la strate.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/seasons.py"/>
        <source>Reference, held out</source>
        <translation>Référence, mise de côté</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/seasons.py"/>
        <location filename="../boreal_gpp_plugin/core/report/summary.py"/>
        <source>Boreal GPP</source>
        <translation>Boreal GPP</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/seasons.py"/>
        <source>GPP of {stratum}</source>
        <translation>PPB de {stratum}</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/skill.py"/>
        <source>The reference SMAP L4C is itself a model, and one that uses SMAP soil moisture and freeze/thaw: agreement with it shows how well that model is emulated at 30 m, not how near the map is to measured GPP.</source>
        <translation>La référence SMAP L4C est elle-même un modèle, qui utilise l'humidité du sol et le gel-dégel de SMAP : s'accorder avec elle montre à quel point ce modèle est bien imité à 30 m, non la proximité entre la carte et la PPB mesurée.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/skill.py"/>
        <source>The reference is itself a model driven by satellite data: agreement with it shows how well that model is emulated at 30 m, not how near the map is to measured GPP.</source>
        <translation>La référence est elle-même un modèle alimenté par des données satellitaires : s'accorder avec elle montre à quel point ce modèle est bien imité à 30 m, non la proximité entre la carte et la PPB mesurée.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/skill.py"/>
        <source>The reference MOD17 is itself a model, with known weaknesses in the boreal: agreement with it shows how well that model is emulated at 30 m, not how near the map is to measured GPP.</source>
        <translation>La référence MOD17 est elle-même un modèle, aux faiblesses connues en milieu boréal : s'accorder avec elle montre à quel point ce modèle est bien imité à 30 m, non la proximité entre la carte et la PPB mesurée.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/skill.py"/>
        <source>If the declared reference was made by a model, agreement with it shows how well that model is emulated at 30 m, not how near the map is to measured GPP.</source>
        <translation>Si la référence déclarée provient d'un modèle, l'accord avec elle montre à quel point ce modèle est imité à 30 m, non à quel point la carte est proche de la PPB mesurée.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/skill.py"/>
        <source>The reference is GPP derived from fluxes measured at towers: an independent check of the places around the towers, and of the rest of the site only as far as it is like them.</source>
        <translation>La référence est la PPB déduite des flux mesurés à des tours : une vérification indépendante des environs des tours, et du reste du site seulement dans la mesure où il leur ressemble.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/skill.py"/>
        <source>About thaw</source>
        <translation>Autour du dégel</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/skill.py"/>
        <source>Greenness was checked without a reference: of {n} clear views that the fusion was not shown the typical error (RMSE) is {rmse}, against {linear} of a straight line between the other views; the noise of a view is part of both.</source>
        <translation>La verdure a été vérifiée sans référence : pour {n} vues claires que la fusion n'a pas vues, l'erreur typique (REQM) est de {rmse}, contre {linear} pour une ligne droite entre les autres vues; le bruit d'une vue est compris dans les deux.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/skill.py"/>
        <location filename="../boreal_gpp_plugin/core/report/summary.py"/>
        <location filename="../boreal_gpp_plugin/core/report/towers.py"/>
        <source>r2</source>
        <translation>r2</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/skill.py"/>
        <source>Share of the variation of the reference that the model follows, 0 to 1. The contrast of winter and summer makes it high.</source>
        <translation>Part de la variation de la référence que le modèle suit, de 0 à 1. Le contraste entre l'hiver et l'été la rend élevée.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/skill.py"/>
        <source>r2, May to September, and of anomalies</source>
        <translation>r2, de mai à septembre, et des anomalies</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/skill.py"/>
        <source>The same of the growing season alone, and of the differences from the mean of the time of year, which needs several years: low for every model, as what differs between years is small.</source>
        <translation>De même pour la seule saison de croissance, et pour les écarts à la moyenne du moment de l'année, ce qui demande plusieurs années : faible pour tout modèle, car les années diffèrent peu.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/skill.py"/>
        <location filename="../boreal_gpp_plugin/core/report/summary.py"/>
        <source>RMSE</source>
        <translation>REQM</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/skill.py"/>
        <source>Typical error of one step.</source>
        <translation>Erreur typique d'un pas (racine de l'erreur quadratique moyenne).</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/skill.py"/>
        <location filename="../boreal_gpp_plugin/core/report/towers.py"/>
        <source>Bias</source>
        <translation>Biais</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/skill.py"/>
        <source>Mean error: above zero where the model says more than the reference; also by season (winter is December to February) and within 30 days of thaw.</source>
        <translation>Erreur moyenne : au-dessus de zéro là où le modèle dit plus que la référence; aussi par saison (l'hiver va de décembre à février) et à moins de 30 jours du dégel.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/skill.py"/>
        <source>Onset</source>
        <translation>Début</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/skill.py"/>
        <source>Mean size of the error of the date when GPP passes 10 % of its peak, days.</source>
        <translation>Taille moyenne de l'erreur sur la date où la PPB dépasse 10 % de son maximum, en jours.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/skill.py"/>
        <source>SSE against another model</source>
        <translation>SCE par rapport à un autre modèle</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/skill.py"/>
        <source>Change of the sum of squared errors from the other model to this one: -50 % means half of it. TG, the temperature and greenness model, is refitted on the same data; MOD17 is used as published. A dash: no comparison is possible.</source>
        <translation>Changement de la somme des carrés des erreurs, de l'autre modèle à celui-ci : -50 % veut dire la moitié. TG, le modèle de température et de verdure, est recalé sur les mêmes données; MOD17 est utilisé tel que publié. Un tiret : aucune comparaison possible.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/skill.py"/>
        <source>Held out</source>
        <translation>Mis de côté</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/skill.py"/>
        <location filename="../boreal_gpp_plugin/core/report/summary.py"/>
        <location filename="../boreal_gpp_plugin/core/report/towers.py"/>
        <source>Values</source>
        <translation>Valeurs</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/skill.py"/>
        <source>r2, growing season</source>
        <translation>r2, saison de croissance</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/skill.py"/>
        <location filename="../boreal_gpp_plugin/core/report/towers.py"/>
        <source>RMSE, {unit}</source>
        <translation>REQM, {unit}</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/skill.py"/>
        <location filename="../boreal_gpp_plugin/core/report/summary.py"/>
        <source>SSE against {model}</source>
        <translation>SCE par rapport à {model}</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/skill.py"/>
        <source>May to September</source>
        <translation>Mai à septembre</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/skill.py"/>
        <source>Anomalies</source>
        <translation>Anomalies</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/skill.py"/>
        <source>RMSE and biases in {unit}.</source>
        <translation>REQM et biais en {unit}.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/skill.py"/>
        <location filename="../boreal_gpp_plugin/core/report/towers.py"/>
        <location filename="../boreal_gpp_plugin/gui/model_page.py"/>
        <location filename="../boreal_gpp_plugin/gui/place/story.py"/>
        <location filename="../boreal_gpp_plugin/processing/calibrate_table.py"/>
        <location filename="../boreal_gpp_plugin/processing/run_site.py"/>
        <source>Model</source>
        <translation>Modèle</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/skill.py"/>
        <source>NSE</source>
        <translation>NSE</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/skill.py"/>
        <source>Mean size of seasonal biases</source>
        <translation>Taille moyenne des biais saisonniers</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/skill.py"/>
        <source>SSE</source>
        <translation>SCE</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/skill.py"/>
        <source>In brackets: 5 to 95 % intervals over the blocks, years or months held out, drawn anew.</source>
        <translation>Entre parenthèses : intervalles de 5 à 95 % sur les blocs, années ou mois mis de côté, tirés de nouveau.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/skill.py"/>
        <source>By stratum. {scheme}</source>
        <translation>Par strate. {scheme}</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/skill.py"/>
        <source>In brackets: 5-95 % over the blocks or months that were left out in turn.</source>
        <translation>Entre parenthèses : de 5 à 95 % sur les blocs ou les mois laissés de côté à tour de rôle.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/skill.py"/>
        <source>Every figure below comes from data that the model was not fitted to.</source>
        <translation>Chaque chiffre ci-dessous vient de données sur lesquelles le modèle n'a pas été ajusté.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/skill.py"/>
        <source>Every model, scheme and stratum</source>
        <translation>Tous les modèles, schémas et strates</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/skill.py"/>
        <location filename="../boreal_gpp_plugin/core/report/summary.py"/>
        <source>Nothing was validated: there was no reference to hold back.</source>
        <translation>Rien n'a été validé : il n'y avait pas de référence à mettre de côté.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/sources.py"/>
        <source>Free and open; NASA asks to be acknowledged and the data set to be cited in the version used.</source>
        <translation>Libres et ouvertes; la NASA demande d'être mentionnée et que le jeu de données soit cité dans la version utilisée.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/sources.py"/>
        <source>Free and open; results must say that they contain modified Copernicus Sentinel data of the year.</source>
        <translation>Libres et ouvertes; les résultats doivent dire qu'ils contiennent des données Copernicus Sentinel modifiées de l'année.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/sources.py"/>
        <source>Open Government Licence - Canada.</source>
        <translation>Licence du gouvernement ouvert - Canada.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/sources.py"/>
        <source>Ask the owner of the data on which terms it may be used.</source>
        <translation>Demandez au propriétaire des données à quelles conditions elles peuvent être utilisées.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/sources.py"/>
        <source>HLS Landsat surface reflectance, 30 m</source>
        <translation>Réflectance de surface HLS Landsat, 30 m</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/sources.py"/>
        <source>HLS Sentinel-2 surface reflectance, 30 m</source>
        <translation>Réflectance de surface HLS Sentinel-2, 30 m</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/sources.py"/>
        <source>Sentinel-3 land surface temperature, 1 km</source>
        <translation>Température de surface Sentinel-3, 1 km</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/sources.py"/>
        <source>SMAP freeze/thaw state, 9 km</source>
        <translation>État de gel-dégel SMAP, 9 km</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/sources.py"/>
        <source>SMAP freeze/thaw state, 36 km</source>
        <translation>État de gel-dégel SMAP, 36 km</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/sources.py"/>
        <source>SMAP Level-4 carbon (L4C), 9 km</source>
        <translation>Carbone SMAP de niveau 4 (L4C), 9 km</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/sources.py"/>
        <source>Vegetation Photosynthesis Model GPP, 500 m</source>
        <translation>PPB du Vegetation Photosynthesis Model (VPM), 500 m</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/sources.py"/>
        <location filename="../boreal_gpp_plugin/gui/model_page.py"/>
        <source>MODIS GPP (MOD17), 500 m</source>
        <translation>PPB MODIS (MOD17), 500 m</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/sources.py"/>
        <source>MODIS or VIIRS greenness (MOD13, VNP13), 250 or 500 m</source>
        <translation>Verdure MODIS ou VIIRS (MOD13, VNP13), 250 ou 500 m</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/sources.py"/>
        <source>NTEMS land cover, 30 m</source>
        <translation>Couverture du sol NTEMS, 30 m</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/sources.py"/>
        <source>NTEMS year of fire, 30 m</source>
        <translation>Année du feu NTEMS, 30 m</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/sources.py"/>
        <source>NTEMS year of harvest, 30 m</source>
        <translation>Année de récolte NTEMS, 30 m</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/sources.py"/>
        <source>The policy of the flux network applies; tell the site's principal investigator.</source>
        <translation>La politique du réseau de flux s'applique; avisez la personne responsable du site.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/strata.py"/>
        <source>The other strata: {n}</source>
        <translation>Les autres strates : {n}</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/summary.py"/>
        <source>TG, refitted</source>
        <translation>TG recalé</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/summary.py"/>
        <source>MOD17</source>
        <translation>MOD17</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/summary.py"/>
        <source>VPM</source>
        <translation>VPM</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/summary.py"/>
        <source>SMAP L4C</source>
        <translation>SMAP L4C</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/summary.py"/>
        <source>Boreal GPP, class defaults</source>
        <translation>Boreal GPP, valeurs par défaut des classes</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/summary.py"/>
        <source>TG, class defaults</source>
        <translation>TG, valeurs par défaut des classes</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/summary.py"/>
        <source>TG with a free ramp, class defaults</source>
        <translation>TG à rampe libre, valeurs par défaut des classes</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/summary.py"/>
        <source>MOD17 equation, refitted</source>
        <translation>Équation de MOD17, recalée</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/summary.py"/>
        <source>MOD17 equation, published table</source>
        <translation>Équation de MOD17, table publiée</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/summary.py"/>
        <source>VPM equation, refitted</source>
        <translation>Équation de VPM, recalée</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/summary.py"/>
        <source>VPM equation, published table</source>
        <translation>Équation de VPM, table publiée</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/summary.py"/>
        <source>Held out in space: blocks of the site</source>
        <translation>Mis de côté dans l'espace : des blocs du site</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/summary.py"/>
        <source>Held out in time: years, or whole months of a single year</source>
        <translation>Mis de côté dans le temps : des années, ou des mois entiers d'une seule année</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/summary.py"/>
        <source>Held out in time: years</source>
        <translation>Mis de côté dans le temps : des années</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/summary.py"/>
        <source>Held out in space: sites</source>
        <translation>Mis de côté dans l'espace : des sites</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/summary.py"/>
        <source>Burnt {first} to {last} years ago, any cover</source>
        <translation>Brûlé il y a {first} à {last} ans, toute couverture</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/summary.py"/>
        <source>Burnt, any cover</source>
        <translation>Brûlé, toute couverture</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/totals.py"/>
        <source>90 % interval</source>
        <translation>Intervalle à 90 %</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/totals.py"/>
        <source>An interval counts what the errors of neighbours, of a stratum and of the whole site have in common in a year, so it is wider than if pixels were independent, and {share} % for how far the reference itself may be off. Every year is in totals.csv.</source>
        <translation>Un intervalle tient compte de ce que les erreurs de voisins, d'une strate et de tout le site ont en commun au cours d'une année, donc il est plus large que si les pixels étaient indépendants, et de {share} % pour l'écart possible de la référence elle-même. Chaque année figure dans totals.csv.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/totals.py"/>
        <source>Place</source>
        <translation>Lieu</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/totals.py"/>
        <location filename="../boreal_gpp_plugin/core/variables.py"/>
        <location filename="../boreal_gpp_plugin/gui/user_tables.py"/>
        <source>GPP</source>
        <translation>PPB</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/totals.py"/>
        <source>Year</source>
        <translation>Année</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/towers.py"/>
        <location filename="../boreal_gpp_plugin/gui/place/story.py"/>
        <location filename="../boreal_gpp_plugin/gui/user_tables.py"/>
        <source>Tower</source>
        <translation>Tour</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/towers.py"/>
        <source>Towers measure carbon fluxes, and the model was not calibrated to these: here it can be better or worse than the product it was calibrated to. All are scored on the same values. A tower sees some hectares around it, so a few towers say little of the rest.</source>
        <translation>Les tours mesurent des flux de carbone, et le modèle n'a pas été calé sur celles-ci : il peut y être meilleur ou moins bon que le produit sur lequel il a été calé. Tous sont évalués sur les mêmes valeurs. Une tour voit quelques hectares autour d'elle; quelques tours disent donc peu du reste.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/towers.py"/>
        <source>At flux towers</source>
        <translation>Aux tours à flux</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/towers.py"/>
        <source>Tower by tower</source>
        <translation>Tour par tour</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/report/towers.py"/>
        <source>All towers</source>
        <translation>Toutes les tours</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/request.py"/>
        <location filename="../boreal_gpp_plugin/core/set_up.py"/>
        <source>{name} is {value}.</source>
        <translation>{name} vaut {value}.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/request.py"/>
        <source>Name references with weights above 0, such as vpm:2,l4c:1.</source>
        <translation>Nommez des références avec des poids supérieurs à 0, comme vpm:2,l4c:1.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/request.py"/>
        <location filename="../boreal_gpp_plugin/core/set_up.py"/>
        <location filename="../boreal_gpp_plugin/core/table_run.py"/>
        <source>Give one of {known}.</source>
        <translation>Donnez l'une de ces valeurs : {known}.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/request.py"/>
        <source>The folder {path} is given for the inputs and for the results.</source>
        <translation>Le dossier {path} est donné à la fois pour les données d'entrée et pour les résultats.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/request.py"/>
        <source>Choose another folder for the results.</source>
        <translation>Choisissez un autre dossier pour les résultats.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/request.py"/>
        <source>The resolution is {value}.</source>
        <translation>La résolution est {value}.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/request.py"/>
        <source>Give a cell size above zero.</source>
        <translation>Donnez une taille de cellule supérieure à zéro.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/request.py"/>
        <source>The step is {value} days.</source>
        <translation>Le pas est de {value} jours.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/request.py"/>
        <source>Give a step of 1 to 92 days.</source>
        <translation>Donnez un pas de 1 à 92 jours.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/request.py"/>
        <source>Give 0 or more.</source>
        <translation>Donnez 0 ou plus.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/request.py"/>
        <source>Give a number above 0.</source>
        <translation>Donnez un nombre supérieur à 0.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/request.py"/>
        <source>The extent {value} is empty.</source>
        <translation>L'emprise {value} est vide.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/request.py"/>
        <source>Give left, bottom, right and top.</source>
        <translation>Donnez la gauche, le bas, la droite et le haut.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/request.py"/>
        <location filename="../boreal_gpp_plugin/gui/site_page.py"/>
        <source>Swap the two dates.</source>
        <translation>Inversez les deux dates.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/request.py"/>
        <source>{value} is not a date.</source>
        <translation>{value} n'est pas une date.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/run/finished_run.py"/>
        <location filename="../boreal_gpp_plugin/layers/run.py"/>
        <source>The folder {folder} holds no finished run.</source>
        <translation>Le dossier {folder} ne contient pas de calcul terminé.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/run/finished_run.py"/>
        <location filename="../boreal_gpp_plugin/layers/run.py"/>
        <source>Choose another folder, or run again into this one.</source>
        <translation>Choisissez un autre dossier, ou relancez le calcul dans celui-ci.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/run/finished_run.py"/>
        <source>The folder {folder} holds a scenario of a run, not a run.</source>
        <translation>Le dossier {folder} contient un scénario d'un calcul, et non un calcul.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/run/finished_run.py"/>
        <source>Choose the run that it was made from: {run}.</source>
        <translation>Choisissez le calcul dont il est issu : {run}.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/run/finished_run.py"/>
        <source>The folder {folder} holds a cube of drivers without GPP.</source>
        <translation>Le dossier {folder} contient un cube de facteurs sans PPB.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/run/finished_run.py"/>
        <source>Choose the folder of a run.</source>
        <translation>Choisissez le dossier d'un calcul.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/run/finished_run.py"/>
        <source>The run in {folder} was made with the model {model}, which is not known here.</source>
        <translation>Le calcul de {folder} a été fait avec le modèle {model}, qui n'est pas connu ici.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/run/finished_run.py"/>
        <source>Run the site again, or use the version of the plugin that made the run.</source>
        <translation>Relancez le calcul du site, ou utilisez la version de l'extension qui l'a fait.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/run/place.py"/>
        <source>No GPP is modelled at this place: it is water, rock, barren or outside the run.</source>
        <translation>Aucune PPB n'est modélisée à cet endroit : c'est de l'eau, de la roche, un sol nu ou hors du site.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/run/place.py"/>
        <source>Choose a place with vegetation.</source>
        <translation>Choisissez un endroit où il y a de la végétation.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/run/run_folder.py"/>
        <source>The file {path} can't be replaced: {reason}.</source>
        <translation>Le fichier {path} ne peut pas être remplacé : {reason}.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/run/run_folder.py"/>
        <source>Remove the layers of the earlier run from the project, or choose another output folder, and run again.</source>
        <translation>Retirez du projet les couches du calcul précédent, ou choisissez un autre dossier de sortie, puis relancez.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/run/series_file.py"/>
        <source>Choose a folder that can be written to, on a disk with free space.</source>
        <translation>Choisissez un dossier où l'on peut écrire, sur un disque qui a de l'espace libre.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/sample/site.py"/>
        <source>A sample site of {size} km can't be made.</source>
        <translation>Un site d'exemple de {size} km ne peut pas être créé.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/sample/site.py"/>
        <source>Give a size from {low} to {high} km.</source>
        <translation>Donnez une taille de {low} à {high} km.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/sample/site.py"/>
        <source>A sample site needs at least one year and a seed that is not negative, not {years} and {seed}.</source>
        <translation>Un site d'exemple demande au moins un an et une graine non négative, et non {years} et {seed}.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/sample/site.py"/>
        <source>Give whole numbers from 1 and from 0 on.</source>
        <translation>Donnez des nombres entiers, à partir de 1 et de 0.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/sample/site.py"/>
        <source>The folder {path} already holds {name}.</source>
        <translation>Le dossier {path} contient déjà {name}.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/sample/site.py"/>
        <source>Choose an empty folder, or a new one, for the sample site.</source>
        <translation>Choisissez un dossier vide ou nouveau pour le site d'exemple.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/sample/site.py"/>
        <source>Shaping the landscape and its weather</source>
        <translation>Mise en place du paysage et de sa météo</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/sample/site.py"/>
        <source>Writing maps</source>
        <translation>Écriture des cartes</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/sample/site.py"/>
        <source>Writing satellite products, day by day</source>
        <translation>Écriture des produits satellitaires, jour après jour</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/scenarios/presets.py"/>
        <source>Illustrative, no forecast: best estimates of global warming by pathway (IPCC AR6, Summary for Policymakers) times 1.5 to 2.5, by which Canada and its regions warm more than the globe (Sobie, Zwiers and Curry 2021, Atmosphere-Ocean 59), against 1995-2014; winter 1.4 times and summer 0.75 times the warming of the year; per K thaw 3 to 5 days earlier, freeze 2 to 4 days later and soil moisture of the growing season 2 to 5 % lower.</source>
        <translation>À titre d'illustration, sans valeur de prévision : meilleures estimations du réchauffement planétaire par trajectoire (GIEC AR6, Résumé à l'intention des décideurs) multipliées par 1,5 à 2,5, ce dont le Canada et ses régions se réchauffent de plus que la planète (Sobie, Zwiers et Curry 2021, Atmosphere-Ocean 59), par rapport à 1995-2014; l'hiver 1,4 fois et l'été 0,75 fois le réchauffement de l'année; par K, dégel plus tôt de 3 à 5 jours, gel plus tard de 2 à 4 jours et humidité du sol de la saison de croissance plus basse de 2 à 5 %.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/scenarios/presets.py"/>
        <source>SSP2-4.5, 2041-2060 (illustrative)</source>
        <translation>SSP2-4.5, 2041-2060 (illustration)</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/scenarios/presets.py"/>
        <source>SSP2-4.5, 2081-2100 (illustrative)</source>
        <translation>SSP2-4.5, 2081-2100 (illustration)</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/scenarios/presets.py"/>
        <source>SSP5-8.5, 2041-2060 (illustrative)</source>
        <translation>SSP5-8.5, 2041-2060 (illustration)</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/scenarios/presets.py"/>
        <source>SSP5-8.5, 2081-2100 (illustrative)</source>
        <translation>SSP5-8.5, 2081-2100 (illustration)</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/scenarios/projection.py"/>
        <source>The scenario would overwrite the run in {folder}.</source>
        <translation>Le scénario écraserait le calcul de {folder}.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/scenarios/projection.py"/>
        <source>Choose another folder for the scenario.</source>
        <translation>Choisissez un autre dossier pour le scénario.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/scenarios/projection.py"/>
        <source>Reading the finished run</source>
        <translation>Lecture du calcul terminé</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/scenarios/projection.py"/>
        <location filename="../boreal_gpp_plugin/processing/run_site.py"/>
        <source>Mapping GPP under the scenario</source>
        <translation>Cartographie de la PPB selon le scénario</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/scenarios/projection.py"/>
        <source>Telling how sure the change is</source>
        <translation>Estimation de l'incertitude du changement</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/scenarios/projection.py"/>
        <source>Writing the results</source>
        <translation>Écriture des résultats</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/scenarios/projection.py"/>
        <source>The files of the run in {folder} do not belong together: its GPP is another than its drivers and parameters give.</source>
        <translation>Les fichiers du calcul de {folder} ne vont pas ensemble : sa PPB n'est pas celle que donnent ses facteurs et ses paramètres.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/scenarios/projection.py"/>
        <source>Run the site again.</source>
        <translation>Relancez le calcul du site.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/scenarios/projection.py"/>
        <source>This model does not know how dry the air is, which warming raises.</source>
        <translation>Ce modèle ignore la sécheresse de l'air, que le réchauffement augmente.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/scenarios/projection.py"/>
        <source>In this model heat does no harm: its temperature term stays full above the optimum, so that warming can't lower GPP through it.</source>
        <translation>Dans ce modèle, la chaleur ne nuit pas : son terme de température reste entier au-dessus de l'optimum; le réchauffement ne peut donc pas réduire la PPB par là.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/scenarios/projection.py"/>
        <source>The run has no reference, so that what is outside the calibrated range can't be told.</source>
        <translation>Le calcul n'a pas de référence; on ne peut donc pas dire ce qui est hors du domaine de calage.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/scenarios/projection.py"/>
        <source>{driver} changes nothing here: no stratum's model uses it, as the reference of this run did not show its effect. That is not to say that there is none.</source>
        <translation>{driver} : aucun effet ici, car le modèle d'aucune strate ne s'en sert, la référence de ce calcul n'en ayant pas montré l'effet. Cela ne veut pas dire qu'il n'y en a pas.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/scenarios/scenario.py"/>
        <source>Not modelled: CO2, nutrients, change of species or of leaf area, new fire and insects, thaw of permafrost (thermokarst), and a land surface that warms otherwise than the air. The parameters stay those of today.</source>
        <translation>Non modélisés : le CO2, les nutriments, le changement d'espèces ou de surface foliaire, de nouveaux feux et insectes, le dégel du pergélisol (thermokarst), et une surface terrestre qui se réchauffe autrement que l'air. Les paramètres restent ceux d'aujourd'hui.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/scenarios/table.py"/>
        <source>Own table {name}</source>
        <translation>Tableau personnel {name}</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/scenarios/table.py"/>
        <source>Line {line} of {name}: {what}.</source>
        <translation>Ligne {line} de {name} : {what}.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/scenarios/table.py"/>
        <source>Correct the line and read the table again.</source>
        <translation>Corrigez la ligne et relisez le tableau.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/scenarios/table.py"/>
        <source>The table {name} has no {what}.</source>
        <translation>Il manque au tableau {name} : {what}.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/scenarios/table.py"/>
        <source>Give the columns driver, month and change, and a row for each change.</source>
        <translation>Donnez les colonnes driver, month et change, et une ligne par changement.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/scenarios/table.py"/>
        <source>the driver {value} is none of {known}</source>
        <translation>le facteur {value} n'est aucun de {known}</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/scenarios/table.py"/>
        <source>the change {change} is not between {low} and {high}</source>
        <translation>le changement {change} n'est pas entre {low} et {high}</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/scenarios/table.py"/>
        <source>{driver} has no month</source>
        <translation>{driver} n'a pas de mois</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/scenarios/table.py"/>
        <source>the month {value} is not 1 to 12 or empty</source>
        <translation>le mois {value} n'est ni de 1 à 12 ni vide</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/scenarios/table.py"/>
        <source>{value} is not between {low} and {high}</source>
        <translation>{value} n'est pas entre {low} et {high}</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/scenarios/table.py"/>
        <source>the same driver and month were given before</source>
        <translation>le même facteur et le même mois ont déjà été donnés</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/scenarios/table.py"/>
        <source>{value} is no number</source>
        <translation>{value} n'est pas un nombre</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/scenarios/table.py"/>
        <source>rows</source>
        <translation>des lignes</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/set_up.py"/>
        <source>Choose a file that Save Set-Up wrote, or the run.json of a finished run.</source>
        <translation>Choisissez un fichier écrit par Enregistrer la configuration, ou le run.json d'un calcul terminé.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/set_up.py"/>
        <source>{path} holds no set-up.</source>
        <translation>{path} ne contient pas de configuration.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/set_up.py"/>
        <source>The set-up {path} does not say {name}.</source>
        <translation>La configuration {path} n'indique pas : {name}.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/set_up.py"/>
        <source>Complete the set-up in the dock, and save it again.</source>
        <translation>Complétez la configuration dans le panneau et enregistrez-la de nouveau.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/site_cover.py"/>
        <source>The land cover {path} does not overlap the site.</source>
        <translation>La couverture du sol {path} ne recouvre pas le site.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/site_cover.py"/>
        <source>Choose an extent inside the land cover, or add the NTEMS land cover (VLCE2) of the site.</source>
        <translation>Choisissez une emprise à l'intérieur de la couverture du sol, ou ajoutez la couverture NTEMS (VLCE2) du site.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/site_cover.py"/>
        <source>No NTEMS fire years were found: no stratum is split by fire age.</source>
        <translation>Aucune année de feu NTEMS n'a été trouvée : aucune strate n'est divisée selon l'âge du feu.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/site_cover.py"/>
        <source>Add CA_Forest_Fire_1985-2020.tif of the site.</source>
        <translation>Ajoutez le fichier CA_Forest_Fire_1985-2020.tif du site.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/site_cover.py"/>
        <source>No zone of {path} burnt or was cut in the years of the period.</source>
        <translation>Aucune zone de {path} n'a brûlé ni n'a été coupée dans les années de la période.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/site_cover.py"/>
        <source>Check the attribute {field} that holds the years.</source>
        <translation>Vérifiez l'attribut {field} qui contient les années.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/site_cover.py"/>
        <source>{percent} % of the site burnt or was cut after its land cover of {map} and up to {year}: it keeps the cover of before, told apart by fire age.</source>
        <translation>{percent} % du site a brûlé ou a été coupé après sa couverture du sol de {map} et jusqu'en {year} : il garde la couverture d'avant, distinguée par l'âge du feu.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/site_cover.py"/>
        <source>Add a land cover of {year}.</source>
        <translation>Ajoutez une couverture du sol de {year}.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/site_cover.py"/>
        <source>{percent} % of the site burnt or was cut after {year} and before its land cover of {map}: it shows what grew later.</source>
        <translation>{percent} % du site a brûlé ou a été coupé après {year} et avant sa couverture du sol de {map} : elle montre ce qui a poussé ensuite.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/site_grid.py"/>
        <location filename="../boreal_gpp_plugin/gui/site_page.py"/>
        <source>The coordinate system {crs} is not in metres.</source>
        <translation>Le système de coordonnées {crs} n'est pas en mètres.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/site_grid.py"/>
        <location filename="../boreal_gpp_plugin/gui/site_page.py"/>
        <source>Choose a projected one, such as the UTM zone of the site, or leave it empty.</source>
        <translation>Choisissez un système projeté, comme la zone UTM du site, ou laissez le champ vide.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/site_grid.py"/>
        <source>The site is less than {count} cells of {resolution} m wide or high.</source>
        <translation>Le site a moins de {count} cellules de {resolution} m en largeur ou en hauteur.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/site_grid.py"/>
        <source>Choose a larger extent, or smaller cells, such as 30 m.</source>
        <translation>Choisissez une plus grande emprise, ou de plus petites cellules, par exemple de 30 m.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/site_grid.py"/>
        <source>The site would have {count} million cells of {resolution} m.</source>
        <translation>Le site aurait {count} millions de cellules de {resolution} m.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/site_grid.py"/>
        <source>Choose a smaller extent, or larger cells, such as 30 m.</source>
        <translation>Choisissez une plus petite emprise, ou de plus grandes cellules, par exemple de 30 m.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/site_grid.py"/>
        <source>The coordinate system {crs} is not known.</source>
        <translation>Le système de coordonnées {crs} est inconnu.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/site_grid.py"/>
        <source>Give a code such as EPSG:32613, or leave it empty.</source>
        <translation>Donnez un code tel que EPSG:32613, ou laissez le champ vide.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/site_maps.py"/>
        <source>Deriving strata</source>
        <translation>Calcul des strates</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/strata/classification.py"/>
        <source>{cover}, any fire age</source>
        <translation>{cover}, tout âge de feu</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/strata/classification.py"/>
        <source>{cover}, burnt {first} to {last} years ago</source>
        <translation>{cover}, feu de {first} à {last} ans</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/strata/classification.py"/>
        <source>Zone {name}: {stratum}</source>
        <translation>Zone {name} : {stratum}</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/strata/stratify.py"/>
        <source>Nothing in the site is modelled: its land cover is water, rock, barren or outside the map, or no zone lies in it.</source>
        <translation>Rien dans le site n'est modélisé : sa couverture est de l'eau, de la roche, du sol nu ou hors de la carte, ou aucune zone ne s'y trouve.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/strata/stratify.py"/>
        <source>Choose an extent with vegetation.</source>
        <translation>Choisissez une emprise qui contient de la végétation.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/strata/zones.py"/>
        <source>No zone of {path} holds the centre of a cell of the site.</source>
        <translation>Aucune zone de {path} ne contient le centre d'une cellule du site.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/strata/zones.py"/>
        <source>Draw zones inside the site's extent, or choose an extent that holds them.</source>
        <translation>Dessinez des zones dans l'emprise du site, ou choisissez une emprise qui les contient.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/strata/zones.py"/>
        <source>The zones file {path} can't be read.</source>
        <translation>Le fichier de zones {path} ne peut pas être lu.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/strata/zones.py"/>
        <source>Save the zones as a GeoPackage of polygons and choose that.</source>
        <translation>Enregistrez les zones dans un GeoPackage de polygones et choisissez celui-ci.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/strata/zones.py"/>
        <source>{path} has {count} zones.</source>
        <translation>{path} contient {count} zones.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/strata/zones.py"/>
        <source>Give at most {most} differently named zones.</source>
        <translation>Donnez au plus {most} zones de noms différents.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/strata/zones.py"/>
        <source>Zone {name} does not name the year in which it burnt or was cut.</source>
        <translation>La zone {name} ne nomme pas l'année où elle a brûlé ou a été coupée.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/strata/zones.py"/>
        <source>Choose an attribute with years, such as 2021, or dates, such as 2021-07-14; leave it empty where the year is not known.</source>
        <translation>Choisissez un attribut avec des années, comme 2021, ou des dates, comme 2021-07-14; laissez-le vide là où l'année n'est pas connue.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/strata/zones.py"/>
        <source>Zone {name} does not name a land cover.</source>
        <translation>La zone {name} ne nomme pas de couverture du sol.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/strata/zones.py"/>
        <source>Give the zones an attribute with one of the codes {codes}.</source>
        <translation>Donnez aux zones un attribut avec l'un des codes {codes}.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/strata/zones.py"/>
        <source>The zones file {path} does not exist.</source>
        <translation>Le fichier de zones {path} n'existe pas.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/strata/zones.py"/>
        <source>Choose a polygon file.</source>
        <translation>Choisissez un fichier de polygones.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/strata/zones.py"/>
        <source>The zones file {path} has no layer {layer}.</source>
        <translation>Le fichier de zones {path} n'a pas de couche {layer}.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/strata/zones.py"/>
        <source>The zones of {path} have no coordinate reference system.</source>
        <translation>Les zones de {path} n'ont pas de système de coordonnées.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/strata/zones.py"/>
        <source>Assign one to the layer in QGIS.</source>
        <translation>Attribuez-en un à la couche dans QGIS.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/strata/zones.py"/>
        <source>The zones of {path} have no attribute {field}.</source>
        <translation>Les zones de {path} n'ont pas d'attribut {field}.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/strata/zones.py"/>
        <source>Zone {name} of {path} is not a valid polygon.</source>
        <translation>La zone {name} de {path} n'est pas un polygone valide.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/strata/zones.py"/>
        <source>Draw it again, or repair the layer with the tool Fix geometries.</source>
        <translation>Dessinez-la de nouveau, ou réparez la couche avec l'outil Réparer les géométries.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/table_run.py"/>
        <source>There is no scheme {scheme}.</source>
        <translation>Il n'y a pas de schéma {scheme}.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/table_run.py"/>
        <source>The table has no site {names}, which the training list names.</source>
        <translation>Le tableau n'a pas de site {names}, que nomme la liste d'entraînement.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/table_run.py"/>
        <source>Take it off the list, or correct its name.</source>
        <translation>Retirez-le de la liste, ou corrigez son nom.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/table_run.py"/>
        <source>Reading the table</source>
        <translation>Lecture du tableau</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/table_run.py"/>
        <source>Fitting and cross-validating</source>
        <translation>Ajustement et validation croisée</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/table_run.py"/>
        <source>Writing the tables</source>
        <translation>Écriture des tableaux</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/variables.py"/>
        <source>Observed: seen in the step or within four days</source>
        <translation>Observée : vue dans le pas ou à quatre jours près</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/variables.py"/>
        <source>Filled: seen before and after</source>
        <translation>Comblée : vue avant et après</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/variables.py"/>
        <source>Extrapolated: seen only before or only after</source>
        <translation>Extrapolée : vue seulement avant ou seulement après</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/variables.py"/>
        <source>Vegetation greenness (EVI)</source>
        <translation>Verdure de la végétation (EVI)</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/variables.py"/>
        <source>Greenness (EVI)</source>
        <translation>Verdure (EVI)</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/variables.py"/>
        <source>Land surface temperature, night</source>
        <translation>Température de surface, la nuit</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/variables.py"/>
        <source>Temperature, night</source>
        <translation>Température, nuit</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/variables.py"/>
        <source>Land surface temperature, daytime</source>
        <translation>Température de surface, de jour</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/variables.py"/>
        <source>Temperature, day</source>
        <translation>Température, jour</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/variables.py"/>
        <source>Thawed share of the step</source>
        <translation>Part dégelée du pas</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/variables.py"/>
        <source>Thawed share</source>
        <translation>Part dégelée</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/variables.py"/>
        <source>Gross primary productivity (GPP)</source>
        <translation>Productivité primaire brute (PPB)</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/variables.py"/>
        <source>Soil moisture between the driest and the wettest of the pixel</source>
        <translation>Humidité du sol entre la plus sèche et la plus humide du pixel</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/variables.py"/>
        <source>Relative wetness</source>
        <translation>Humidité relative du sol</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/variables.py"/>
        <source>Total GPP of the period</source>
        <translation>PPB totale de la période</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/variables.py"/>
        <location filename="../boreal_gpp_plugin/processing/run_site.py"/>
        <location filename="../boreal_gpp_plugin/processing/scenario.py"/>
        <source>Total GPP</source>
        <translation>PPB totale</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/variables.py"/>
        <source>Uncertainty of the change of total GPP (standard deviation): parameters, form of the model, greenness, drivers left out</source>
        <translation>Incertitude du changement de la PPB totale (écart type) : paramètres, forme du modèle, verdure, facteurs inutilisés</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/variables.py"/>
        <location filename="../boreal_gpp_plugin/processing/scenario.py"/>
        <source>Uncertainty of the change</source>
        <translation>Incertitude du changement</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/variables.py"/>
        <source>Share of GPP that rests on drivers outside their calibrated range</source>
        <translation>Part de la PPB qui repose sur des facteurs hors de leur domaine de calage</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/variables.py"/>
        <location filename="../boreal_gpp_plugin/processing/scenario.py"/>
        <source>Extrapolated share</source>
        <translation>Part extrapolée</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/variables.py"/>
        <source>Year of the last fire</source>
        <translation>Année du dernier feu</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/variables.py"/>
        <source>Year of last fire</source>
        <translation>Année du dernier feu</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/variables.py"/>
        <source>Change of the length of the GPP season under the scenario</source>
        <translation>Changement de la durée de la saison de PPB selon le scénario</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/variables.py"/>
        <source>Change of season</source>
        <translation>Changement de saison</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/variables.py"/>
        <source>Photosynthetically active radiation</source>
        <translation>Rayonnement photosynthétiquement actif</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/variables.py"/>
        <source>Lowest air temperature of the day</source>
        <translation>Température de l'air la plus basse du jour</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/variables.py"/>
        <source>Cold of the night</source>
        <translation>Froid de la nuit</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/variables.py"/>
        <location filename="../boreal_gpp_plugin/gui/user_tables.py"/>
        <source>Vapour pressure deficit</source>
        <translation>Déficit de pression de vapeur</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/variables.py"/>
        <source>Dryness of the air</source>
        <translation>Sécheresse de l'air</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/variables.py"/>
        <source>Strata by land cover and years since fire, or drawn zones.</source>
        <translation>Strates selon la couverture du sol et les années depuis le feu, ou zones dessinées.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/variables.py"/>
        <location filename="../boreal_gpp_plugin/gui/place/story.py"/>
        <source>What limits GPP most</source>
        <translation>Ce qui limite le plus la PPB</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/variables.py"/>
        <source>What limits most</source>
        <translation>Limite principale</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/variables.py"/>
        <source>The driver whose shortage or excess takes the largest share of GPP, as the calibrated model sees it.</source>
        <translation>Le facteur dont le manque ou l'excès prend la plus grande part de la PPB, selon le modèle calé.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/variables.py"/>
        <source>Quality of greenness</source>
        <translation>Qualité de la verdure</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/variables.py"/>
        <source>Whether a clear view, or one of snow, stands near the step, lies on both sides of it, or only on one side.</source>
        <translation>Si une vue claire, ou de neige, existe près du pas, s'il y en a avant et après, ou d'un seul côté.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/variables.py"/>
        <source>Quality of daytime temperature</source>
        <translation>Qualité de la température de jour</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/variables.py"/>
        <source>Quality of temperature, day</source>
        <translation>Qualité de la température, jour</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/variables.py"/>
        <source>Whether a clear look stands near the step, on both sides of it, or only on one; between looks the weather tells.</source>
        <translation>Si une observation sans nuage existe près du pas, s'il y en a avant et après, ou d'un seul côté; entre elles, la météo renseigne.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/variables.py"/>
        <source>Quality of night temperature</source>
        <translation>Qualité de la température de nuit</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/variables.py"/>
        <source>Quality of temperature, night</source>
        <translation>Qualité de la température, nuit</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/variables.py"/>
        <source>Quality of soil moisture</source>
        <translation>Qualité de l'humidité du sol</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/variables.py"/>
        <source>Whether a look at thawed ground stands near the step, lies on both sides of it, or only on one side.</source>
        <translation>Si une observation du sol dégelé existe près du pas, s'il y en a avant et après, ou d'un seul côté.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/variables.py"/>
        <source>Quality of thaw</source>
        <translation>Qualité du dégel</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/variables.py"/>
        <source>Whether a look stands near the step, lies on both sides of it, or only on one side.</source>
        <translation>Si une observation existe près du pas, s'il y en a avant et après, ou d'un seul côté.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/variables.py"/>
        <source>Flux towers that calibrate</source>
        <translation>Tours à flux servant au calage</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/variables.py"/>
        <source>Flux towers, independent check</source>
        <translation>Tours à flux, vérification indépendante</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/variables.py"/>
        <source>Water</source>
        <translation>Eau</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/variables.py"/>
        <source>Snow and ice</source>
        <translation>Neige et glace</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/variables.py"/>
        <source>Rock and rubble</source>
        <translation>Roche et éboulis</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/variables.py"/>
        <source>Exposed or barren land</source>
        <translation>Sol nu ou stérile</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/variables.py"/>
        <source>Bryoids</source>
        <translation>Bryoïdes</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/variables.py"/>
        <source>Shrubs</source>
        <translation>Arbustes</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/variables.py"/>
        <location filename="../boreal_gpp_plugin/gui/model_page.py"/>
        <source>Wetland</source>
        <translation>Milieu humide</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/variables.py"/>
        <location filename="../boreal_gpp_plugin/gui/model_page.py"/>
        <source>Treed wetland</source>
        <translation>Milieu humide arboré</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/variables.py"/>
        <source>Herbs</source>
        <translation>Herbacées</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/variables.py"/>
        <source>Coniferous</source>
        <translation>Conifères</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/variables.py"/>
        <source>Broadleaf</source>
        <translation>Feuillus</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/variables.py"/>
        <location filename="../boreal_gpp_plugin/gui/model_page.py"/>
        <source>Mixedwood</source>
        <translation>Peuplement mixte</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/variables.py"/>
        <source>Share of {driver} in what GPP loses, first of all in the growing season</source>
        <translation>Part de {driver} dans ce que perd la PPB, d'abord pendant la saison de croissance</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/variables.py"/>
        <source>Share: {driver}</source>
        <translation>Part : {driver}</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/variables.py"/>
        <source>Uncertainty of GPP (standard deviation)</source>
        <translation>Incertitude de la PPB (écart type)</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/variables.py"/>
        <source>GPP uncertainty</source>
        <translation>Incertitude de la PPB</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/variables.py"/>
        <source>Uncertainty of greenness (standard deviation)</source>
        <translation>Incertitude de la verdure (écart type)</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/variables.py"/>
        <source>Greenness uncertainty</source>
        <translation>Incertitude de la verdure</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/variables.py"/>
        <source>Uncertainty of temperature (standard deviation)</source>
        <translation>Incertitude de la température (écart type)</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/variables.py"/>
        <source>Temperature uncertainty</source>
        <translation>Incertitude de la température</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/variables.py"/>
        <source>Uncertainty of night temperature (standard deviation)</source>
        <translation>Incertitude de la température de nuit (écart type)</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/variables.py"/>
        <source>Night temperature uncertainty</source>
        <translation>Incertitude de la température de nuit</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/variables.py"/>
        <source>Uncertainty of soil moisture (standard deviation)</source>
        <translation>Incertitude de l'humidité du sol (écart type)</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/variables.py"/>
        <source>Soil moisture uncertainty</source>
        <translation>Incertitude de l'humidité du sol</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/variables.py"/>
        <source>Uncertainty of the thawed share (standard deviation)</source>
        <translation>Incertitude de la part dégelée (écart type)</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/variables.py"/>
        <source>Thawed share uncertainty</source>
        <translation>Incertitude de la part dégelée</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/variables.py"/>
        <source>Change of total GPP under the scenario</source>
        <translation>Changement de la PPB totale selon le scénario</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/variables.py"/>
        <source>Change of GPP</source>
        <translation>Changement de PPB</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/variables.py"/>
        <source>Change of total GPP, lowest of the scenario's range</source>
        <translation>Changement de la PPB totale, plus bas de l'intervalle du scénario</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/variables.py"/>
        <source>Change of GPP, lowest</source>
        <translation>Changement de PPB, plus bas</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/variables.py"/>
        <source>Change of total GPP, highest of the scenario's range</source>
        <translation>Changement de la PPB totale, plus haut de l'intervalle du scénario</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/variables.py"/>
        <source>Change of GPP, highest</source>
        <translation>Changement de PPB, plus haut</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/variables.py"/>
        <source>Sunlight</source>
        <translation>Lumière du soleil</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/variables.py"/>
        <source>Memory of cold</source>
        <translation>Mémoire du froid</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/variables.py"/>
        <source>The most limiting of several</source>
        <translation>Le plus limitant de plusieurs</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/variables.py"/>
        <source>Onset of thaw, day of the year</source>
        <translation>Début du dégel, jour de l'année</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/variables.py"/>
        <source>Day of thaw</source>
        <translation>Jour du dégel</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/variables.py"/>
        <source>Onset of freezing, day of the year</source>
        <translation>Début du gel, jour de l'année</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/variables.py"/>
        <source>Day of freezing</source>
        <translation>Jour du gel</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/variables.py"/>
        <source>Start of the GPP season, day of the year</source>
        <translation>Début de la saison de PPB, jour de l'année</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/variables.py"/>
        <source>Start of season</source>
        <translation>Début de la saison</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/variables.py"/>
        <source>Peak of the GPP season, day of the year</source>
        <translation>Pic de la saison de PPB, jour de l'année</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/variables.py"/>
        <source>Peak of season</source>
        <translation>Pic de la saison</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/variables.py"/>
        <source>End of the GPP season, day of the year</source>
        <translation>Fin de la saison de PPB, jour de l'année</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/variables.py"/>
        <source>End of season</source>
        <translation>Fin de la saison</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/variables.py"/>
        <source>Length of the GPP season</source>
        <translation>Durée de la saison de PPB</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/variables.py"/>
        <source>Length of season</source>
        <translation>Durée de la saison</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/workers.py"/>
        <source>The Python package distributed is not installed: {address} can't be asked.</source>
        <translation>Le paquet Python distributed n'est pas installé : {address} ne peut pas être joint.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/workers.py"/>
        <source>Install it, for example with: pip install distributed, or leave the address of the cluster empty.</source>
        <translation>Installez-le, par exemple avec : pip install distributed, ou laissez vide l'adresse de la grappe.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/workers.py"/>
        <source>No Dask cluster answers at {address}.</source>
        <translation>Aucune grappe Dask ne répond à {address}.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/workers.py"/>
        <source>Start it, correct the address, or leave it empty to work on this computer.</source>
        <translation>Démarrez-la, corrigez l'adresse, ou laissez-la vide pour travailler sur cet ordinateur.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/button.py"/>
        <location filename="../boreal_gpp_plugin/gui/packages_dialog.py"/>
        <location filename="../boreal_gpp_plugin/gui/run_panel.py"/>
        <source>&amp;Cancel</source>
        <translation>&amp;Annuler</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/button.py"/>
        <location filename="../boreal_gpp_plugin/gui/error_box.py"/>
        <location filename="../boreal_gpp_plugin/gui/packages_dialog.py"/>
        <source>Cl&amp;ose</source>
        <translation>Fer&amp;mer</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/button.py"/>
        <location filename="../boreal_gpp_plugin/gui/run_panel.py"/>
        <source>&amp;Help</source>
        <translation>A&amp;ide</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/button.py"/>
        <source>OK</source>
        <translation>OK</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/calendar_strip.py"/>
        <source>{month} {year}: days {n}</source>
        <translation>{month} {year} : jours {n}</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/calendar_strip.py"/>
        <source>Calendar of {title}</source>
        <translation>Calendrier : {title}</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/calendar_strip.py"/>
        <source>{text}, {percent} % of the site with values</source>
        <translation>{text}, {percent} % du site avec des valeurs</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/checkup_view.py"/>
        <source>Progress of the check-up</source>
        <translation>Progression de la vérification</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/checkup_view.py"/>
        <source>Check &amp;Again</source>
        <translation>&amp;Vérifier de nouveau</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/checkup_view.py"/>
        <source>Look through the inputs again, after files were added or mended.</source>
        <translation>Parcourt de nouveau les données, après l'ajout ou la réparation de fichiers.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/checkup_view.py"/>
        <source>Cop&amp;y</source>
        <translation>Co&amp;pier</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/checkup_view.py"/>
        <source>Copy what was found, with what to do, to the clipboard.</source>
        <translation>Copie dans le presse-papiers ce qui a été trouvé et ce qu'il faut faire.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/checkup_view.py"/>
        <source>Checking the inputs</source>
        <translation>Vérification des données d'entrée</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/checkup_view.py"/>
        <source>The inputs are being checked.</source>
        <translation>Les données d'entrée sont en cours de vérification.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/checkup_view.py"/>
        <source>Wait until the check-up is done.</source>
        <translation>Attendez la fin de la vérification.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/checkup_view.py"/>
        <source>These inputs can't be used yet.</source>
        <translation>Ces données ne peuvent pas encore servir.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/checkup_view.py"/>
        <source>These inputs will do.</source>
        <translation>Ces données conviennent.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/checkup_view.py"/>
        <source>Products: {products}. Errors: {errors}. Warnings: {warnings}.</source>
        <translation>Produits : {products}. Erreurs : {errors}. Avertissements : {warnings}.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/dock.py"/>
        <source>The sample site is ready: press Run.</source>
        <translation>Le site d'exemple est prêt : appuyez sur Exécuter.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/dock.py"/>
        <source>Save Set-Up</source>
        <translation>Enregistrer la configuration</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/dock.py"/>
        <source>Set-ups (*.json)</source>
        <translation>Configurations (*.json)</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/dock.py"/>
        <source>Open Set-Up</source>
        <translation>Ouvrir une configuration</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/dock.py"/>
        <source>Set-ups and finished runs (*.json)</source>
        <translation>Configurations et calculs terminés (*.json)</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/dock.py"/>
        <source>I&amp;nstall…</source>
        <translation>I&amp;nstaller…</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/dock.py"/>
        <source>Show</source>
        <translation>Afficher</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/dock.py"/>
        <source>Open the dock, which tells more.</source>
        <translation>Ouvrir le panneau, qui en dit plus.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/error_box.py"/>
        <location filename="../boreal_gpp_plugin/gui/inputs_page.py"/>
        <location filename="../boreal_gpp_plugin/gui/steps.py"/>
        <source>Problem</source>
        <translation>Problème</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/error_box.py"/>
        <location filename="../boreal_gpp_plugin/gui/packages_dialog.py"/>
        <source>Copy &amp;Details</source>
        <translation>Copier les &amp;détails</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/error_box.py"/>
        <location filename="../boreal_gpp_plugin/gui/packages_dialog.py"/>
        <source>Copy the message and its technical details to the clipboard.</source>
        <translation>Copie le message et ses détails techniques dans le presse-papiers.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/error_box.py"/>
        <source>Hide this message.</source>
        <translation>Masque ce message.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/examiner.py"/>
        <source>Boreal GPP: check-up</source>
        <translation>Boreal GPP : vérification</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/inputs_page.py"/>
        <source>The folder with the satellite products of your site. None at hand? Make a sample site.</source>
        <translation>Le dossier des produits satellitaires de votre site. Vous n'en avez pas? Créez un site d'exemple.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/inputs_page.py"/>
        <source>Of SMAP soil moisture and MODIS GPP. Under dense forest hardly any soil moisture is recommended.</source>
        <translation>De l'humidité du sol SMAP et de la PPB MODIS. Sous forêt dense, presque aucune humidité du sol n'est recommandée.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/inputs_page.py"/>
        <source>Folder with the Products</source>
        <translation>Dossier des produits</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/inputs_page.py"/>
        <source>Folder with the products</source>
        <translation>Dossier des produits</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/inputs_page.py"/>
        <location filename="../boreal_gpp_plugin/gui/sample_dialog.py"/>
        <location filename="../boreal_gpp_plugin/gui/scenario_dialog.py"/>
        <source>&amp;Folder</source>
        <translation>&amp;Dossier</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/inputs_page.py"/>
        <source>Folder with the products of the site, in any sub-folders: HLS, Sentinel-3, SMAP, NTEMS, reference GPP, tower tables.</source>
        <translation>Dossier qui contient les produits du site, dans des sous-dossiers quelconques : HLS, Sentinel-3, SMAP, NTEMS, PPB de référence, tableaux de tours.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/inputs_page.py"/>
        <source>&amp;Make a Sample Site…</source>
        <translation>Créer un site d'e&amp;xemple…</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/inputs_page.py"/>
        <source>Write a small synthetic site in the products' real formats, and use it as inputs: to try everything.</source>
        <translation>Écrit un petit site synthétique dans les formats réels des produits et l'utilise comme données d'entrée : pour tout essayer.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/inputs_page.py"/>
        <location filename="../boreal_gpp_plugin/gui/model_page.py"/>
        <source>Advanced</source>
        <translation>Avancé</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/inputs_page.py"/>
        <source>Retrie&amp;vals</source>
        <translation>Mes&amp;ures</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/inputs_page.py"/>
        <source>&amp;Overpasses</source>
        <translation>Passa&amp;ges</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/inputs_page.py"/>
        <source>Overpasses of SMAP that count, solar time.</source>
        <translation>Passages de SMAP qui comptent, en heure solaire.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/inputs_page.py"/>
        <source>No inputs folder is chosen.</source>
        <translation>Aucun dossier d'entrée n'est choisi.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/inputs_page.py"/>
        <source>Choose the folder with the products, or make a sample site.</source>
        <translation>Choisissez le dossier des produits, ou créez un site d'exemple.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/inputs_page.py"/>
        <source>The inputs folder {folder} does not exist.</source>
        <translation>Le dossier d'entrée {folder} n'existe pas.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/inputs_page.py"/>
        <source>Choose another folder.</source>
        <translation>Choisissez un autre dossier.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/inputs_page.py"/>
        <source>The check-up of the inputs was stopped.</source>
        <translation>La vérification des données d'entrée a été arrêtée.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/inputs_page.py"/>
        <source>Press Check Again.</source>
        <translation>Appuyez sur Vérifier de nouveau.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/inputs_page.py"/>
        <source>Folder with the Product</source>
        <translation>Dossier du produit</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/inputs_page.py"/>
        <source>All that succeeded</source>
        <translation>Toutes celles qui ont réussi</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/inputs_page.py"/>
        <source>Only recommended ones</source>
        <translation>Seulement celles recommandées</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/inputs_page.py"/>
        <source>Morning and evening</source>
        <translation>Matin et soir</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/inputs_page.py"/>
        <source>Morning, 6 h</source>
        <translation>Matin, 6 h</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/inputs_page.py"/>
        <source>Evening, 18 h</source>
        <translation>Soir, 18 h</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/inputs_page.py"/>
        <source>File of the Product</source>
        <translation>Fichier du produit</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/launcher.py"/>
        <source>Boreal GPP: sample site</source>
        <translation>Boreal GPP : site d'exemple</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/launcher.py"/>
        <source>The run was cancelled; nothing of it stays.</source>
        <translation>Le calcul a été annulé; il n'en reste rien.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/launcher.py"/>
        <source>Open Report</source>
        <translation>Ouvrir le rapport</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/launcher.py"/>
        <source>Boreal GPP: {name}</source>
        <translation>Boreal GPP : {name}</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/launcher.py"/>
        <source>The scenario was cancelled; nothing of it stays.</source>
        <translation>Le scénario a été annulé; il n'en reste rien.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/launcher.py"/>
        <source>{name} is mapped.</source>
        <translation>{name} est cartographié.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/launcher.py"/>
        <source>The sample site was cancelled.</source>
        <translation>Le site d'exemple a été annulé.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/launcher.py"/>
        <source>Notes in the report: {n}.</source>
        <translation>Remarques dans le rapport : {n}.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/model_page.py"/>
        <source>What GPP is calibrated to, and under which climate. Left as it is, it suits most sites.</source>
        <translation>Sur quoi la PPB est calée, et sous quel climat. Tel quel, cela convient à la plupart des sites.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/model_page.py"/>
        <source>Each map comes with its uncertainty: from data held out of the calibration, or without reference from how towers differ.</source>
        <translation>Chaque carte vient avec son incertitude : d'après des données mises de côté lors du calage ou, sans référence, d'après les écarts entre les tours.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/model_page.py"/>
        <source>R&amp;eference</source>
        <translation>&amp;Référence</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/model_page.py"/>
        <source>GPP product or tower tables in the inputs that the model is calibrated to and validated against, on data held out.</source>
        <translation>Produit de PPB ou tableaux de tours parmi les données d'entrée, sur lesquels le modèle est calé et validé, avec des données mises de côté.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/model_page.py"/>
        <source>Today's climate only</source>
        <translation>Le climat d'aujourd'hui seulement</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/model_page.py"/>
        <source>Sce&amp;nario</source>
        <translation>Scé&amp;nario</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/model_page.py"/>
        <source>A changed climate under which the finished run is mapped once more.</source>
        <translation>Un climat modifié sous lequel le calcul terminé est cartographié encore une fois.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/model_page.py"/>
        <source>For&amp;m</source>
        <translation>For&amp;me</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/model_page.py"/>
        <source>The equation that makes GPP of the drivers.</source>
        <translation>L'équation qui tire la PPB des facteurs.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/model_page.py"/>
        <source>Defa&amp;ults by cover</source>
        <translation>Valeurs par défa&amp;ut selon la couverture</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/model_page.py"/>
        <source>What a cover starts from, and keeps where no reference says otherwise.</source>
        <translation>Ce dont part une couverture, et qu'elle garde là où aucune référence ne dit autre chose.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/model_page.py"/>
        <source>Conifers</source>
        <translation>Conifères</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/model_page.py"/>
        <source>Broadleaves</source>
        <translation>Feuillus</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/model_page.py"/>
        <source>Regenerating</source>
        <translation>En régénération</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/model_page.py"/>
        <source>Any other</source>
        <translation>Toute autre</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/model_page.py"/>
        <source>Best of what is in the inputs</source>
        <translation>La meilleure disponible</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/model_page.py"/>
        <source>The finest gridded reference in the inputs; flux towers, where there are any, check the result.</source>
        <translation>La référence maillée la plus fine des données d'entrée; les tours à flux, s'il y en a, vérifient le résultat.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/model_page.py"/>
        <source>500 m GPP (VPM)</source>
        <translation>PPB à 500 m (VPM)</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/model_page.py"/>
        <source>A model's product at 500 m: the maps will agree with it, be it right or wrong.</source>
        <translation>Le produit d'un modèle à 500 m : les cartes s'accorderont avec lui, qu'il ait raison ou tort.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/model_page.py"/>
        <source>SMAP L4 carbon, 9 km</source>
        <translation>Carbone SMAP de niveau 4, 9 km</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/model_page.py"/>
        <source>A model's product at 9 km: what is finer than that comes from the 30 m inputs.</source>
        <translation>Le produit d'un modèle à 9 km : ce qui est plus fin vient des données à 30 m.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/model_page.py"/>
        <source>The standard product at 500 m, made from coarse weather.</source>
        <translation>Le produit courant à 500 m, tiré d'une météo grossière.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/model_page.py"/>
        <source>What towers measured: the most trustworthy, but only for the covers that have a tower.</source>
        <translation>Ce que des tours ont mesuré : le plus digne de confiance, mais seulement pour les couvertures qui ont une tour.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/model_page.py"/>
        <source>A GPP series of your own, declared in a table in the inputs folder.</source>
        <translation>Votre propre série de PPB, déclarée dans un tableau du dossier d'entrée.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/model_page.py"/>
        <source>None: default parameters</source>
        <translation>Aucune : paramètres par défaut</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/model_page.py"/>
        <source>No calibration: each cover takes its parameters from boreal towers elsewhere.</source>
        <translation>Aucun calage : chaque couverture prend ses paramètres de tours boréales situées ailleurs.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/model_page.py"/>
        <source>Illustrative, no forecast: how the same plants would fare, in a folder beside the run.</source>
        <translation>Une illustration, non une prévision : ce que feraient les mêmes plantes, dans un dossier voisin du calcul.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/model_page.py"/>
        <source>Spread
of towers</source>
        <translation>Écarts
des tours</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/options_page.py"/>
        <source>As many as are sensible</source>
        <translation>Autant qu'il est raisonnable</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/options_page.py"/>
        <source>&amp;Threads of a run</source>
        <translation>&amp;Fils d'exécution d'un calcul</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/options_page.py"/>
        <source>How many tiles of the site this computer works on at the same time.</source>
        <translation>Combien de tuiles du site cet ordinateur traite en même temps.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/options_page.py"/>
        <source> GB</source>
        <translation> Go</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/options_page.py"/>
        <source>&amp;Memory of a run</source>
        <translation>&amp;Mémoire d'un calcul</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/options_page.py"/>
        <source>What the tiles in work may take together: less memory, smaller tiles.</source>
        <translation>Ce que les tuiles en traitement peuvent occuper ensemble : moins de mémoire, tuiles plus petites.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/options_page.py"/>
        <source>&amp;Dask cluster</source>
        <translation>&amp;Grappe Dask</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/options_page.py"/>
        <source>Address of a scheduler whose workers see inputs and results under the same paths. Empty: runs stay on this computer.</source>
        <translation>Adresse d'un ordonnanceur dont les processus voient données et résultats sous les mêmes chemins. Vide : les calculs restent sur cet ordinateur.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/options_page.py"/>
        <source>&amp;Inputs folders are in</source>
        <translation>Les dossiers d'&amp;entrée sont dans</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/options_page.py"/>
        <source>Where the dialog for the inputs folder begins.</source>
        <translation>Où s'ouvre le dialogue du dossier d'entrée.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/options_page.py"/>
        <source>&amp;Results go to</source>
        <translation>Les &amp;résultats vont dans</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/options_page.py"/>
        <source>Where the dialog for the results folder begins.</source>
        <translation>Où s'ouvre le dialogue du dossier des résultats.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/options_page.py"/>
        <source>&amp;Language of reports</source>
        <translation>&amp;Langue des rapports</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/options_page.py"/>
        <source>Of reports, names of strata and projects that runs write.</source>
        <translation>Celle des rapports, des noms de strates et des projets que les calculs écrivent.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/options_page.py"/>
        <source>That of QGIS</source>
        <translation>Celle de QGIS</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/packages_dialog.py"/>
        <source>They go into your QGIS profile, without administrator rights. What QGIS brings, such as numpy, stays as it is.</source>
        <translation>Ils vont dans votre profil QGIS, sans droits d'administrateur. Ce que QGIS apporte, comme numpy, reste tel quel.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/packages_dialog.py"/>
        <source>Missing Packages</source>
        <translation>Paquets manquants</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/packages_dialog.py"/>
        <source>From the inte&amp;rnet (PyPI, some 40 MB)</source>
        <translation>D'Inte&amp;rnet (PyPI, environ 40 Mo)</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/packages_dialog.py"/>
        <source>From a folder with &amp;wheels</source>
        <translation>D'un dossier de fichiers &amp;wheel</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/packages_dialog.py"/>
        <source>Wheels are the files of Python packages (.whl), such as those on the stick of a workshop.</source>
        <translation>Les fichiers wheel (.whl) sont ceux des paquets Python, comme sur la clé USB d'un atelier.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/packages_dialog.py"/>
        <location filename="../boreal_gpp_plugin/gui/run_panel.py"/>
        <source>Progress</source>
        <translation>Progression</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/packages_dialog.py"/>
        <source>Details</source>
        <translation>Détails</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/packages_dialog.py"/>
        <source>&amp;Install</source>
        <translation>&amp;Installer</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/packages_dialog.py"/>
        <source>On Linux, packages of the system, such as python3-rasterio, fit QGIS best: take those where there are any.</source>
        <translation>Sous Linux, les paquets du système, comme python3-rasterio, conviennent le mieux à QGIS : prenez-les s'il y en a.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/packages_dialog.py"/>
        <source>Boreal GPP needs Python packages that this QGIS lacks.</source>
        <translation>Boreal GPP a besoin de paquets Python qui manquent à ce QGIS.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/packages_dialog.py"/>
        <source>numpy comes with QGIS: install QGIS anew.</source>
        <translation>numpy vient avec QGIS : réinstallez QGIS.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/packages_dialog.py"/>
        <source>Restart QGIS: it finds the packages then.</source>
        <translation>Redémarrez QGIS : il trouvera alors les paquets.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/packages_dialog.py"/>
        <source>Installed: {names}.</source>
        <translation>Installés : {names}.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/place/chart.py"/>
        <source>Chart of the year at a place</source>
        <translation>Graphique de l'année à un lieu</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/place/chart.py"/>
        <source>The chart can't be written to {path}.</source>
        <translation>Le graphique ne peut pas être enregistré dans {path}.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/place/chart.py"/>
        <source>Choose a folder that can be written to.</source>
        <translation>Choisissez un dossier où l'on peut écrire.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/place/dock.py"/>
        <source>Boreal GPP: Place</source>
        <translation>Boreal GPP : lieu</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/place/dock.py"/>
        <source>E&amp;xport…</source>
        <translation>E&amp;xporter…</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/place/dock.py"/>
        <source>Save the chart as a picture (PNG), a drawing (SVG) or a table (CSV).</source>
        <translation>Enregistrer le graphique en image (PNG), en dessin (SVG) ou en tableau (CSV).</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/place/dock.py"/>
        <source>What was clicked: the pixel, a zone around it, or the flux tower of a marker; or a stratum, all of it.</source>
        <translation>Ce qui a été cliqué : le pixel, une zone autour de lui ou la tour à flux d'un repère; ou une strate entière.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/place/dock.py"/>
        <source>&amp;Look at</source>
        <translation>&amp;Examiner</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/place/dock.py"/>
        <source>Click a place first.</source>
        <translation>Cliquez d'abord sur un lieu.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/place/dock.py"/>
        <source>Boreal GPP: Place, reading…</source>
        <translation>Boreal GPP : lieu, lecture…</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/place/story.py"/>
        <source>1 pixel</source>
        <translation>1 pixel</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/place/story.py"/>
        <source>Difference</source>
        <translation>Écart</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/place/story.py"/>
        <source>The two runs have other steps, so that they can't be compared.</source>
        <translation>Les deux calculs n'ont pas les mêmes pas de temps; ils ne peuvent pas être comparés.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/place/story.py"/>
        <source>Choose runs of the same period and step.</source>
        <translation>Choisissez des calculs de même période et de même pas.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/place/story.py"/>
        <source>{area} ha</source>
        <translation>{area} ha</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/place/story.py"/>
        <source>{second} less {first}</source>
        <translation>{second} moins {first}</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/place/story.py"/>
        <source>{n} pixels</source>
        <translation>{n} pixels</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/place/story.py"/>
        <location filename="../boreal_gpp_plugin/gui/place/targets.py"/>
        <source>Zone {name}</source>
        <translation>Zone {name}</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/place/story.py"/>
        <location filename="../boreal_gpp_plugin/gui/place/targets.py"/>
        <source>Tower {name}</source>
        <translation>Tour {name}</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/place/story.py"/>
        <location filename="../boreal_gpp_plugin/gui/place/what_if.py"/>
        <location filename="../boreal_gpp_plugin/gui/results_view.py"/>
        <source>What if</source>
        <translation>Et si…</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/place/story.py"/>
        <source>Seen by satellite</source>
        <translation>Vu par satellite</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/place/story.py"/>
        <source>(read as means of {n} x {n})</source>
        <translation>(lus en moyennes de {n} × {n})</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/place/story.py"/>
        <source>mostly {stratum}</source>
        <translation>surtout {stratum}</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/place/story.py"/>
        <location filename="../boreal_gpp_plugin/gui/place/targets.py"/>
        <source>Stratum {name}</source>
        <translation>Strate {name}</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/place/story.py"/>
        <source>{name}, tower</source>
        <translation>{name}, tour</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/place/targets.py"/>
        <source>Pixel</source>
        <translation>Pixel</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/place/view.py"/>
        <source>Click a pixel, a zone or a flux tower on the map, or choose a stratum. Shift and click: compare with another place.</source>
        <translation>Cliquez sur un pixel, une zone ou une tour à flux de la carte, ou choisissez une strate. Maj et clic : comparer à un autre lieu.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/place/view.py"/>
        <source>Boreal GPP: reading the run</source>
        <translation>Boreal GPP : lecture du calcul</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/place/view.py"/>
        <source>Boreal GPP: reading a place</source>
        <translation>Boreal GPP : lecture d'un lieu</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/place/view.py"/>
        <source>Two runs are compared. Choose no other run to use the sliders.</source>
        <translation>Deux calculs sont comparés. Ne choisissez aucun autre calcul pour utiliser les curseurs.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/place/view.py"/>
        <source>Two places are compared. Click one without Shift to use the sliders.</source>
        <translation>Deux lieux sont comparés. Cliquez sur l'un d'eux sans Maj pour utiliser les curseurs.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/place/view.py"/>
        <source>Boreal GPP: how sure a change is</source>
        <translation>Boreal GPP : incertitude d'un changement</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/place/view.py"/>
        <source>Export the Chart</source>
        <translation>Exporter le graphique</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/place/view.py"/>
        <source>Picture</source>
        <translation>Image</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/place/view.py"/>
        <source>Drawing</source>
        <translation>Dessin</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/place/view.py"/>
        <location filename="../boreal_gpp_plugin/gui/zonal_dialog.py"/>
        <location filename="../boreal_gpp_plugin/processing/calibrate_table.py"/>
        <source>Table</source>
        <translation>Tableau</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/place/view.py"/>
        <source>This place can't be found in the coordinate system of the run.</source>
        <translation>Ce lieu est introuvable dans le système de coordonnées du calcul.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/place/view.py"/>
        <location filename="../boreal_gpp_plugin/gui/zonal_dialog.py"/>
        <source>Saved: {path}</source>
        <translation>Enregistré : {path}</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/place/what_if.py"/>
        <source>Change of soil moisture in all months, as a share of today's.</source>
        <translation>Changement de l'humidité du sol pendant tous les mois, en part de celle d'aujourd'hui.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/place/what_if.py"/>
        <source>The model does not use soil moisture here: the reference did not show its effect.</source>
        <translation>Le modèle n'utilise pas l'humidité du sol ici : la référence n'en a pas montré l'effet.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/place/what_if.py"/>
        <source>Te&amp;mperature</source>
        <translation>Te&amp;mpérature</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/place/what_if.py"/>
        <source>Warming of the land surface in all months.</source>
        <translation>Réchauffement de la surface du sol pendant tous les mois.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/place/what_if.py"/>
        <source>Tha&amp;w</source>
        <translation>Dége&amp;l</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/place/what_if.py"/>
        <source>Shift of the thaw in spring, minus is earlier; greenness moves with it.</source>
        <translation>Décalage du dégel printanier, moins veut dire plus tôt; la verdure suit.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/place/what_if.py"/>
        <source>Soil moist&amp;ure</source>
        <translation>H&amp;umidité du sol</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/place/what_if.py"/>
        <source>As the full map tells it: from the parameters, the form of the model, greenness and drivers that the model leaves out.</source>
        <translation>Comme le dit la carte complète : selon les paramètres, la forme du modèle, la verdure et les facteurs inutilisés.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/place/what_if.py"/>
        <source>R&amp;eset</source>
        <translation>R&amp;établir</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/place/what_if.py"/>
        <source>Back to today's climate.</source>
        <translation>Revenir au climat d'aujourd'hui.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/place/what_if.py"/>
        <source>Ma&amp;p It…</source>
        <translation>Carto&amp;graphier…</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/place/what_if.py"/>
        <source>Map GPP of the whole run under this climate, in the background.</source>
        <translation>Cartographier la PPB de tout le calcul sous ce climat, en arrière-plan.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/place/what_if.py"/>
        <source>Total GPP {today}, then {then}</source>
        <translation>PPB totale {today}, puis {then}</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/place/what_if.py"/>
        <source>Working out how sure the change is…</source>
        <translation>Évaluation de l'incertitude du changement…</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/place/what_if.py"/>
        <source>Change with 90 % confidence: {low} to {high} {unit}</source>
        <translation>Changement, avec une confiance de 90 % : {low} à {high} {unit}</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/place/what_if.py"/>
        <location filename="../boreal_gpp_plugin/layers/style.py"/>
        <source>{days} d</source>
        <translation>{days} j</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/place/what_if.py"/>
        <source>Total GPP {today}</source>
        <translation>PPB totale {today}</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/product_card.py"/>
        <source>Take this product from elsewhere, or leave it out.</source>
        <translation>Prend ce produit ailleurs, ou le laisse de côté.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/product_card.py"/>
        <source>Files: {n}</source>
        <translation>Fichiers : {n}</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/product_card.py"/>
        <source>Take It from Another &amp;Folder…</source>
        <translation>Le prendre dans un autre &amp;dossier…</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/product_card.py"/>
        <source>Take It from a Fi&amp;le…</source>
        <translation>Le prendre dans un &amp;fichier…</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/product_card.py"/>
        <source>days: {n}</source>
        <translation>jours : {n}</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/product_card.py"/>
        <source>of {years}</source>
        <translation>de {years}</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/product_card.py"/>
        <source>{percent} % of the site</source>
        <translation>{percent} % du site</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/product_card.py"/>
        <source>&amp;Leave It Out</source>
        <translation>Le &amp;laisser de côté</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/product_card.py"/>
        <source>Take It from the &amp;Inputs Folder</source>
        <translation>Le prendre dans le dossier d'&amp;entrée</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/product_card.py"/>
        <location filename="../boreal_gpp_plugin/gui/user_tables.py"/>
        <source>Left out</source>
        <translation>Laissé de côté</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/product_card.py"/>
        <source>From {path}</source>
        <translation>Pris dans {path}</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/queue_view.py"/>
        <source>Take this run out of the queue.</source>
        <translation>Retire ce calcul de la file d'attente.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/queue_view.py"/>
        <source>Next: {title}</source>
        <translation>Ensuite : {title}</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/results_page.py"/>
        <source>Where results go. Once they are on the map, look closer below.</source>
        <translation>Où vont les résultats. Une fois sur la carte, examinez-les de plus près ci-dessous.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/results_page.py"/>
        <source>Results</source>
        <translation>Résultats</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/results_page.py"/>
        <source>Folder for the Results</source>
        <translation>Dossier des résultats</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/results_page.py"/>
        <source>Folder for the results</source>
        <translation>Dossier des résultats</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/results_page.py"/>
        <source>Results f&amp;older</source>
        <translation>&amp;Dossier</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/results_page.py"/>
        <source>Folder for maps, tables and report; it is made where it is missing. An earlier run in it is replaced.</source>
        <translation>Dossier des cartes, des tableaux et du rapport; il est créé s'il n'existe pas. Un calcul précédent qui s'y trouve est remplacé.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/results_page.py"/>
        <source>Finishe&amp;d run</source>
        <translation>Calcul termi&amp;né</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/results_page.py"/>
        <source>The run on the map that is looked at.</source>
        <translation>Le calcul sur la carte que l'on examine.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/results_page.py"/>
        <source>Co&amp;mpare with</source>
        <translation>Co&amp;mparer à</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/results_page.py"/>
        <source>Another run on the map, of the same period and step, to compare places with.</source>
        <translation>Un autre calcul sur la carte, de même période et de même pas, auquel comparer des lieux.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/results_page.py"/>
        <source>Loo&amp;k at a Place</source>
        <translation>E&amp;xaminer un lieu</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/results_page.py"/>
        <source>Click a pixel, a zone or a flux tower on the map: the year's GPP and its drivers, what limits when, and what if.</source>
        <translation>Cliquez sur un pixel, une zone ou une tour à flux de la carte : la PPB de l'année et ses facteurs, ce qui limite à quel moment, et des simulations.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/results_page.py"/>
        <source>Re&amp;port</source>
        <translation>Ra&amp;pport</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/results_page.py"/>
        <source>Open the report of the run: how much carbon, where, how good, and what limits it.</source>
        <translation>Ouvre le rapport du calcul : combien de carbone, où, avec quelle qualité, et ce qui le limite.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/results_page.py"/>
        <source>Throu&amp;gh the Year</source>
        <translation>A&amp;u fil de l'année</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/results_page.py"/>
        <source>Show QGIS's temporal controller, which steps through the maps of the run.</source>
        <translation>Affiche le contrôleur temporel de QGIS, qui fait défiler les cartes du calcul.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/results_page.py"/>
        <source>Ta&amp;ble…</source>
        <translation>Ta&amp;bleau…</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/results_page.py"/>
        <source>Area and GPP of each stratum and zone, to sort and to export.</source>
        <translation>Superficie et PPB de chaque strate et de chaque zone, à trier et à exporter.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/results_page.py"/>
        <source>Change the C&amp;limate…</source>
        <translation>Changer le c&amp;limat…</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/results_page.py"/>
        <source>Map the whole run again under warmer climates, illustrative presets or a table of your own.</source>
        <translation>Cartographier de nouveau tout le calcul sous des climats plus chauds : préréglages indicatifs ou votre propre tableau.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/results_page.py"/>
        <source>Open a Run…</source>
        <translation>Ouvrir un calcul…</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/results_page.py"/>
        <source>Bring a finished run from its folder to the map.</source>
        <translation>Afficher sur la carte un calcul terminé à partir de son dossier.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/results_page.py"/>
        <source>Map to Ha&amp;nd On…</source>
        <translation>Ca&amp;rte à remettre…</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/results_page.py"/>
        <source>Lay the map that is shown out on a page, with legend, scale bar and the answer, to export it as PDF or picture.</source>
        <translation>Mettre en page la carte affichée, avec sa légende, une échelle graphique et la réponse, pour l'exporter en PDF ou en image.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/results_page.py"/>
        <source>No folder for the results is chosen.</source>
        <translation>Aucun dossier n'est choisi pour les résultats.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/results_page.py"/>
        <source>Choose a folder; a new one is best.</source>
        <translation>Choisissez un dossier; un nouveau convient le mieux.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/results_page.py"/>
        <source>No other run</source>
        <translation>Aucun autre calcul</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/results_view.py"/>
        <source>Open a Run</source>
        <translation>Ouvrir un calcul</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/results_view.py"/>
        <source>Folder for the Scenario</source>
        <translation>Dossier du scénario</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/results_view.py"/>
        <source>No run is on the map yet: press Run, or open a finished one.</source>
        <translation>Aucun calcul n'est encore sur la carte : appuyez sur Exécuter, ou ouvrez un calcul terminé.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/results_view.py"/>
        <source>Chosen at a place of the run.</source>
        <translation>Choisi dans un lieu du calcul.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/run_panel.py"/>
        <source>about {n} min left</source>
        <translation>encore environ {n} min</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/run_panel.py"/>
        <source>Show where this is to be done.</source>
        <translation>Montrer où cela se fait.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/run_panel.py"/>
        <source>All that QGIS holds now.</source>
        <translation>Tout ce que QGIS occupe en ce moment.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/run_panel.py"/>
        <source>&amp;Run</source>
        <translation>&amp;Exécuter</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/run_panel.py"/>
        <source>Map GPP with these inputs in the background.</source>
        <translation>Cartographie la PPB avec ces données d'entrée, en arrière-plan.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/run_panel.py"/>
        <source>Stop the job that runs; nothing half-done stays.</source>
        <translation>Arrête la tâche en cours; rien d'inachevé ne reste.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/run_panel.py"/>
        <source>Open the guide, which lies on this computer.</source>
        <translation>Ouvre le guide, qui se trouve sur cet ordinateur.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/run_panel.py"/>
        <source>Se&amp;t-Up</source>
        <translation>Con&amp;figuration</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/run_panel.py"/>
        <source>Save all that the steps say in one file, to share it or to run it again, or open such a file.</source>
        <translation>Enregistre dans un fichier tout ce que disent les étapes, pour le partager ou l'exécuter de nouveau, ou ouvre un tel fichier.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/run_panel.py"/>
        <source>Stopping</source>
        <translation>Arrêt en cours</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/run_panel.py"/>
        <source>{gb} GB of memory</source>
        <translation>{gb} Go de mémoire</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/run_panel.py"/>
        <source>about {n} s left</source>
        <translation>encore environ {n} s</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/run_panel.py"/>
        <source>&amp;Save Set-Up…</source>
        <translation>&amp;Enregistrer la configuration…</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/run_panel.py"/>
        <source>&amp;Open Set-Up…</source>
        <translation>&amp;Ouvrir une configuration…</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/run_panel.py"/>
        <source>&amp;Run Next</source>
        <translation>&amp;Exécuter ensuite</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/sample_dialog.py"/>
        <source>Make a Sample Site</source>
        <translation>Créer un site d'exemple</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/sample_dialog.py"/>
        <source>A synthetic boreal site of one year, in the real formats of HLS, Sentinel-3, SMAP, MODIS and NTEMS. 12 km take up to a minute and 250 MB; results on it show how the plugin works, not how forests do.</source>
        <translation>Un site boréal synthétique d'un an, dans les formats réels de HLS, Sentinel-3, SMAP, MODIS et NTEMS. Un site de 12 km demande jusqu'à une minute et 250 Mo; ses résultats montrent comment l'extension fonctionne, non comment les forêts fonctionnent.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/sample_dialog.py"/>
        <source>An empty or new folder.</source>
        <translation>Un dossier vide ou nouveau.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/sample_dialog.py"/>
        <source>Length of the site's sides.</source>
        <translation>Longueur des côtés du site.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/sample_dialog.py"/>
        <source>Make Site</source>
        <translation>Créer le site</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/sample_dialog.py"/>
        <source>&amp;Size</source>
        <translation>&amp;Taille</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/scenario_dialog.py"/>
        <location filename="../boreal_gpp_plugin/processing/scenario.py"/>
        <source>Own table of changes</source>
        <translation>Tableau personnel de changements</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/scenario_dialog.py"/>
        <source>Columns driver (lst in K, soil_moisture in percent, thaw and freeze in days, negative is earlier), month (1 to 12, or empty for all), change and, for a range, low and high. The file scenario.csv of any scenario is such a table.</source>
        <translation>Colonnes driver (lst en K, soil_moisture en pour cent, thaw et freeze en jours, négatif : plus tôt), month (1 à 12, ou vide pour tous), change et, pour une plage, low et high. Le fichier scenario.csv de tout scénario est un tel tableau.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/scenario_dialog.py"/>
        <source>Moves with the season</source>
        <translation>Suit la saison</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/scenario_dialog.py"/>
        <source>Stays as it is</source>
        <translation>Reste telle quelle</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/scenario_dialog.py"/>
        <source>A new folder; an earlier scenario in it is replaced.</source>
        <translation>Un nouveau dossier; un scénario antérieur qui s'y trouve est remplacé.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/scenario_dialog.py"/>
        <source>Map It</source>
        <translation>Cartographier</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/scenario_dialog.py"/>
        <source>&amp;Climate</source>
        <translation>&amp;Climat</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/scenario_dialog.py"/>
        <source>&amp;Table</source>
        <translation>&amp;Tableau</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/scenario_dialog.py"/>
        <source>&amp;Greenness</source>
        <translation>&amp;Verdure</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/scenario_dialog.py"/>
        <source>Map {name} under a Changed Climate</source>
        <translation>Cartographier {name} sous un climat modifié</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/site_page.py"/>
        <source>Where and when to map. Left as it is, the whole site and its years are mapped.</source>
        <translation>Où et quand cartographier. Tel quel, tout le site et ses années sont cartographiés.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/site_page.py"/>
        <source>Start of year</source>
        <translation>Début de l'année</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/site_page.py"/>
        <source>F&amp;irst day</source>
        <translation>&amp;Premier jour</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/site_page.py"/>
        <source>First day to map. Empty: 1 January of the first year of the inputs, or when temperature begins.</source>
        <translation>Premier jour à cartographier. Vide : le 1er janvier de la première année des données, ou quand commence la température.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/site_page.py"/>
        <source>End of year</source>
        <translation>Fin de l'année</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/site_page.py"/>
        <source>&amp;Last day</source>
        <translation>Dernier &amp;jour</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/site_page.py"/>
        <source>Last day to map. Empty: 31 December of the last year of the inputs, or when temperature ends.</source>
        <translation>Dernier jour à cartographier. Vide : le 31 décembre de la dernière année des données, ou quand finit la température.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/site_page.py"/>
        <source> days</source>
        <translation> jours</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/site_page.py"/>
        <source>&amp;Step</source>
        <translation>Pa&amp;s</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/site_page.py"/>
        <source>Length of a step: each gets one map. 8 days from 1 January on are the steps of MODIS products.</source>
        <translation>Longueur d'un pas : chacun donne une carte. Des pas de 8 jours à partir du 1er janvier sont ceux des produits MODIS.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/site_page.py"/>
        <source>Whole site</source>
        <translation>Tout le site</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/site_page.py"/>
        <source>E&amp;xtent</source>
        <translation>E&amp;mprise</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/site_page.py"/>
        <source>Part of the site to map: from the canvas, from a layer, or drawn. Empty: all that the 30 m inputs cover.</source>
        <translation>Partie du site à cartographier : d'après le canevas, une couche ou un dessin. Vide : tout ce que couvrent les données à 30 m.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/site_page.py"/>
        <source>&amp;Draw on the Map</source>
        <translation>&amp;Dessiner sur la carte</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/site_page.py"/>
        <source>Draw the extent as a rectangle on the map; Escape gives up.</source>
        <translation>Dessine l'emprise, un rectangle, sur la carte; Échap annule.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/site_page.py"/>
        <source>That of the 30 m inputs</source>
        <translation>Celui des données 30 m</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/site_page.py"/>
        <source>S&amp;ystem (CRS)</source>
        <translation>S&amp;ystème (SCR)</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/site_page.py"/>
        <source>Coordinate system of the maps, in metres. Not set: that of the 30 m inputs.</source>
        <translation>Système de coordonnées des cartes, en mètres. Non choisi : celui des données à 30 m.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/site_page.py"/>
        <source>Cell si&amp;ze</source>
        <translation>Taille des &amp;cellules</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/site_page.py"/>
        <source>Side of a cell of the maps. 30 m is that of HLS; a larger one is faster.</source>
        <translation>Côté d'une cellule des cartes. 30 m est celui de HLS; une plus grande est plus rapide.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/site_page.py"/>
        <source>The extent has no coordinate system.</source>
        <translation>L'emprise n'a pas de système de coordonnées.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/site_page.py"/>
        <source>Set the project's coordinate system, or clear the extent.</source>
        <translation>Définissez le système de coordonnées du projet, ou effacez l'emprise.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/steps.py"/>
        <source>Done</source>
        <translation>Terminé</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/steps.py"/>
        <source>Still to do</source>
        <translation>À faire</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/steps.py"/>
        <source>Being checked</source>
        <translation>En vérification</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/table_dialog.py"/>
        <source>&amp;Add a Row</source>
        <translation>&amp;Ajouter une ligne</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/table_dialog.py"/>
        <source>Add an empty row at the end.</source>
        <translation>Ajouter une ligne vide à la fin.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/table_dialog.py"/>
        <source>&amp;Remove Rows</source>
        <translation>&amp;Retirer des lignes</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/table_dialog.py"/>
        <source>Remove the rows that are selected.</source>
        <translation>Retirer les lignes sélectionnées.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/table_dialog.py"/>
        <source>Kept in {path}</source>
        <translation>Conservé dans {path}</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/table_dialog.py"/>
        <source>{path} can't be written: {reason}</source>
        <translation>Impossible d'écrire {path} : {reason}</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/table_dialog.py"/>
        <source>Row {row}, {column}: this can't stay empty.</source>
        <translation>Ligne {row}, {column} : cette case ne peut rester vide.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/table_dialog.py"/>
        <source>Row {row}, {column}: {value} can't stand here.</source>
        <translation>Ligne {row}, {column} : {value} ne convient pas ici.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/user_tables.py"/>
        <source>What the classes of {map} are taken for. The numbers are those found in parts of the map; add any others.</source>
        <translation>Ce à quoi correspondent les classes de {map}. Les numéros sont ceux trouvés dans des parties de la carte; ajoutez les autres au besoin.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/user_tables.py"/>
        <source>What files of your own are: one row for each series.</source>
        <translation>Ce que sont vos propres fichiers : une ligne par série.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/user_tables.py"/>
        <source>Where the flux towers stand. What stands here comes before what the networks' lists say.</source>
        <translation>Où se trouvent les tours à flux. Ce tableau l'emporte sur les listes des réseaux.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/user_tables.py"/>
        <source>Classes of the Land Cover</source>
        <translation>Classes de la couverture du sol</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/user_tables.py"/>
        <source>Air temperature</source>
        <translation>Température de l'air</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/user_tables.py"/>
        <source>Radiation</source>
        <translation>Rayonnement</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/user_tables.py"/>
        <source>Series of Your Own</source>
        <translation>Vos propres séries</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/user_tables.py"/>
        <source>Places of the Flux Towers</source>
        <translation>Emplacement des tours à flux</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/user_tables.py"/>
        <source>Map Its &amp;Classes…</source>
        <translation>Attribuer ses &amp;classes…</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/user_tables.py"/>
        <source>Say What These Files A&amp;re…</source>
        <translation>Déc&amp;rire ces fichiers…</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/user_tables.py"/>
        <source>Say Where the &amp;Towers Are…</source>
        <translation>Situer les &amp;tours…</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/user_tables.py"/>
        <source>Number in the map</source>
        <translation>Numéro dans la carte</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/user_tables.py"/>
        <source>A class as the map stores it.</source>
        <translation>Une classe telle que la carte l'enregistre.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/user_tables.py"/>
        <source>Taken for</source>
        <translation>Correspond à</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/user_tables.py"/>
        <source>The NTEMS land cover that it is taken for.</source>
        <translation>La couverture du sol NTEMS à laquelle elle correspond.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/user_tables.py"/>
        <source>Files</source>
        <translation>Fichiers</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/user_tables.py"/>
        <source>A pattern of paths beside the table, such as gpp/*.tif.</source>
        <translation>Un modèle de chemins à côté du tableau, comme gpp/*.tif.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/user_tables.py"/>
        <source>What it is</source>
        <translation>Ce que c'est</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/user_tables.py"/>
        <source>Of the stored numbers, after scale and offset.</source>
        <translation>Des nombres enregistrés, après échelle et décalage.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/user_tables.py"/>
        <source>Date in names</source>
        <translation>Date dans les noms</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/user_tables.py"/>
        <source>%Y%m%d for 20210630, %Y%j for 2021181, %Y_%m for 2021_06; empty for netCDF with times.</source>
        <translation>%Y%m%d pour 20210630, %Y%j pour 2021181, %Y_%m pour 2021_06; vide pour un netCDF qui porte ses dates.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/user_tables.py"/>
        <source>netCDF variable</source>
        <translation>Variable netCDF</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/user_tables.py"/>
        <source>Its name in the files; empty for GeoTIFF.</source>
        <translation>Son nom dans les fichiers; vide pour un GeoTIFF.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/user_tables.py"/>
        <source>Days</source>
        <translation>Jours</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/user_tables.py"/>
        <source>Length of the period that a file is the mean of.</source>
        <translation>Durée de la période dont un fichier est la moyenne.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/user_tables.py"/>
        <source>Only where the files do not state it.</source>
        <translation>Seulement si les fichiers ne l'indiquent pas.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/user_tables.py"/>
        <source>Offset</source>
        <translation>Décalage</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/user_tables.py"/>
        <source>No data</source>
        <translation>Sans données</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/user_tables.py"/>
        <source>The number that means none, only where the files do not state it.</source>
        <translation>Le nombre qui signifie l'absence de valeur, seulement si les fichiers ne l'indiquent pas.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/user_tables.py"/>
        <source>Its FLUXNET identifier, as in the names of its files: CA-Obs.</source>
        <translation>Son identifiant FLUXNET, comme dans le nom de ses fichiers : CA-Obs.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/user_tables.py"/>
        <source>Latitude</source>
        <translation>Latitude</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/user_tables.py"/>
        <source>Degrees north.</source>
        <translation>Degrés nord.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/user_tables.py"/>
        <source>Longitude</source>
        <translation>Longitude</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/user_tables.py"/>
        <source>Degrees east; negative in America.</source>
        <translation>Degrés est; négatifs en Amérique.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/user_tables.py"/>
        <source>Fill in the table {name}.</source>
        <translation>Remplir le tableau {name}.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/zonal_dialog.py"/>
        <source>None: by stratum only</source>
        <translation>Aucune : par strate seulement</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/zonal_dialog.py"/>
        <source>Polygons to sum up by, in any coordinate system.</source>
        <translation>Polygones par lesquels totaliser, dans n'importe quel système de coordonnées.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/zonal_dialog.py"/>
        <source>Attribute that names the zones; without one they are numbered.</source>
        <translation>Attribut qui nomme les zones; sans lui, elles sont numérotées.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/zonal_dialog.py"/>
        <source>&amp;Look Closer</source>
        <translation>Examiner de p&amp;lus près</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/zonal_dialog.py"/>
        <source>Chart the year of the selected stratum, or of the whole zone, and go there on the map: GPP, its drivers and what limits it. Or double-click the row.</source>
        <translation>Tracer l'année de la strate sélectionnée, ou celle de toute la zone, que la carte montre alors : la PPB, ses facteurs et ce qui la limite. Ou double-cliquez sur la ligne.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/zonal_dialog.py"/>
        <source>&amp;Export…</source>
        <translation>&amp;Exporter…</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/zonal_dialog.py"/>
        <source>Save the table for a spreadsheet (XLSX, ODS) or as CSV.</source>
        <translation>Enregistrer le tableau pour un tableur (XLSX, ODS) ou en CSV.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/zonal_dialog.py"/>
        <source>Reading the run…</source>
        <translation>Lecture du calcul…</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/zonal_dialog.py"/>
        <source>Boreal GPP: area and GPP</source>
        <translation>Boreal GPP : superficie et PPB</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/zonal_dialog.py"/>
        <source>Area [ha]</source>
        <translation>Superficie [ha]</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/zonal_dialog.py"/>
        <source>GPP [t C]</source>
        <translation>PPB [t C]</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/zonal_dialog.py"/>
        <source>Low, 90 % [t C]</source>
        <translation>Bas, 90 % [t C]</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/zonal_dialog.py"/>
        <source>High, 90 % [t C]</source>
        <translation>Haut, 90 % [t C]</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/zonal_dialog.py"/>
        <source>Export the Table</source>
        <translation>Exporter le tableau</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/zonal_dialog.py"/>
        <source>&amp;Zones</source>
        <translation>&amp;Zones</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/zonal_dialog.py"/>
        <location filename="../boreal_gpp_plugin/gui/zones_page.py"/>
        <source>&amp;Name field</source>
        <translation>Champ du &amp;nom</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/zonal_dialog.py"/>
        <source>No zone holds land with GPP.</source>
        <translation>Aucune zone ne contient de terrain avec PPB.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/zonal_dialog.py"/>
        <source>Together {area} ha and {carbon} t C, {period}.</source>
        <translation>En tout {area} ha et {carbon} t C, {period}.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/zonal_dialog.py"/>
        <source>Spreadsheet</source>
        <translation>Feuille de calcul</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/zonal_dialog.py"/>
        <source>Area and GPP: {run}</source>
        <translation>Superficie et PPB : {run}</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/zonal_dialog.py"/>
        <source>GPP [{unit}]</source>
        <translation>PPB [{unit}]</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/zonal_dialog.py"/>
        <source>Mean of {n} years.</source>
        <translation>Moyenne de {n} ans.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/zones/legend.py"/>
        <source>Sho&amp;w Maps and Strata</source>
        <translation>Affi&amp;cher les cartes et les strates</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/zones/legend.py"/>
        <source>Show land cover, fires and the strata that they and the zones make, with the area and the reference of each.</source>
        <translation>Afficher la couverture du sol, les feux et les strates qui en résultent avec les zones, avec la superficie et la référence de chacune.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/zones/legend.py"/>
        <location filename="../boreal_gpp_plugin/gui/zones/table.py"/>
        <source>ha</source>
        <translation>ha</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/zones/legend.py"/>
        <source>Reference in pixels: {reference}.</source>
        <translation>Référence en pixels : {reference}.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/zones/legend.py"/>
        <source>Strata with little of it, which borrow from kindred ones: {n}.</source>
        <translation>Strates qui en ont peu et qui empruntent à leurs parentes : {n}.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/zones/table.py"/>
        <location filename="../boreal_gpp_plugin/gui/zones_page.py"/>
        <location filename="../boreal_gpp_plugin/layers/zone_layer.py"/>
        <location filename="../boreal_gpp_plugin/processing/difference.py"/>
        <location filename="../boreal_gpp_plugin/processing/site_algorithm.py"/>
        <source>Zones</source>
        <translation>Zones</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/zones/table.py"/>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/zones/table.py"/>
        <source>Use</source>
        <translation>Usage</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/zones/table.py"/>
        <source>Use of {zone}</source>
        <translation>Usage de {zone}</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/zones/table.py"/>
        <source>Without area, so draw it again: {names}.</source>
        <translation>Sans superficie, à redessiner : {names}.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/zones/tools.py"/>
        <source>&amp;Draw Zones</source>
        <translation>&amp;Dessiner des zones</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/zones/tools.py"/>
        <source>Draw a zone on the map: click its corners, right click to end, Escape to drop it.</source>
        <translation>Dessiner une zone sur la carte : cliquez sur ses coins, clic droit pour terminer, Échap pour abandonner.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/zones/tools.py"/>
        <source>Vertices</source>
        <translation>Sommets</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/zones/tools.py"/>
        <source>Move, add and delete the corners of zones.</source>
        <translation>Déplacer, ajouter et supprimer les coins des zones.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/zones/tools.py"/>
        <source>Split</source>
        <translation>Diviser</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/zones/tools.py"/>
        <source>Split zones along a line drawn across them.</source>
        <translation>Diviser les zones le long d'une ligne qui les traverse.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/zones/tools.py"/>
        <source>Merge</source>
        <translation>Fusionner</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/zones/tools.py"/>
        <source>Merge the selected zones into one: select them in the table.</source>
        <translation>Fusionner les zones sélectionnées en une seule : sélectionnez-les dans le tableau.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/zones/tools.py"/>
        <source>Undo</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/zones/tools.py"/>
        <source>Undo the last edit of the zones.</source>
        <translation>Annuler la dernière modification des zones.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/zones/tools.py"/>
        <location filename="../boreal_gpp_plugin/gui/zones/view.py"/>
        <source>Delete</source>
        <translation>Supprimer</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/zones/tools.py"/>
        <source>Delete the selected zones: select them in the table.</source>
        <translation>Supprimer les zones sélectionnées : sélectionnez-les dans le tableau.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/zones/tools.py"/>
        <source>Save</source>
        <translation>Enregistrer</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/zones/tools.py"/>
        <source>Save the zones and end drawing; a run saves them too.</source>
        <translation>Enregistrer les zones et terminer le dessin; un calcul les enregistre aussi.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/zones/view.py"/>
        <source>Deriving strata…</source>
        <translation>Calcul des strates…</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/zones/view.py"/>
        <source>Boreal GPP: strata</source>
        <translation>Boreal GPP : strates</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/zones/view.py"/>
        <source>The project has no coordinate system.</source>
        <translation>Le projet n'a pas de système de coordonnées.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/zones/view.py"/>
        <source>Set it at the lower right of QGIS's window, or press Show Maps and Strata; then draw.</source>
        <translation>Choisissez-le en bas à droite de la fenêtre de QGIS, ou appuyez sur Afficher les cartes et les strates; puis dessinez.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/zones/view.py"/>
        <source>{layer} can't be edited: save it as a GeoPackage first.</source>
        <translation>{layer} ne peut pas être modifiée : enregistrez-la d'abord en GeoPackage.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/zones/view.py"/>
        <source>Select zones first, in the table or on the map.</source>
        <translation>Sélectionnez d'abord des zones, dans le tableau ou sur la carte.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/zones_page.py"/>
        <source>Optional. Strata come from land cover and fires; zones you draw or choose select, split or correct them, or show a recent fire or cut.</source>
        <translation>Facultatif. Les strates viennent de la couverture du sol et des feux; les zones que vous dessinez ou choisissez les sélectionnent, les divisent ou les corrigent, ou montrent un feu ou une coupe récents.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/zones_page.py"/>
        <source>No zones</source>
        <translation>Aucune zone</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/zones_page.py"/>
        <source>&amp;Polygons</source>
        <translation>P&amp;olygones</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/zones_page.py"/>
        <source>Polygon layer of zones, such as stands or protected areas, in any coordinate system.</source>
        <translation>Couche de polygones des zones, par exemple des peuplements ou des aires protégées, dans un système de coordonnées quelconque.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/zones_page.py"/>
        <source>Attribute that names the zones, or holds the land-cover code of a correction, or the year of a fire or cut.</source>
        <translation>Attribut qui nomme les zones, ou qui contient le code de couverture du sol d'une correction ou l'année d'un feu ou d'une coupe.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/zones_page.py"/>
        <source>Own parameters for each zone</source>
        <translation>Calage propre à chaque zone</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/zones_page.py"/>
        <source>Map only the zones</source>
        <translation>Ne cartographier que les zones</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/zones_page.py"/>
        <source>Correct the land cover</source>
        <translation>Corriger la couverture du sol</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/zones_page.py"/>
        <location filename="../boreal_gpp_plugin/layers/zone_layer.py"/>
        <source>Burnt or cut</source>
        <translation>Brûlé ou coupé</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/zones_page.py"/>
        <source>As each zone says</source>
        <translation>Selon chaque zone</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/zones_page.py"/>
        <source>&amp;Use</source>
        <translation>&amp;Usage</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/zones_page.py"/>
        <source>Whether each zone is calibrated on its own, nothing is mapped outside the zones, the zones replace the land cover, the zones burnt or were cut within the period, or the attribute use tells for each zone.</source>
        <translation>Si chaque zone est calée à part, si rien n'est cartographié hors des zones, si les zones remplacent la couverture du sol, si les zones ont brûlé ou ont été coupées pendant la période, ou si l'attribut use le dit pour chaque zone.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/zones_page.py"/>
        <source>The zones {path} can't be read.</source>
        <translation>Les zones {path} ne peuvent être lues.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/zones_page.py"/>
        <source>Put the file there and open the set-up or the project again, or choose or draw other zones, or No zones.</source>
        <translation>Remettez-y le fichier et ouvrez de nouveau la configuration ou le projet, ou choisissez ou dessinez d'autres zones, ou Aucune zone.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/zones_page.py"/>
        <source>No field says which land cover the zones have.</source>
        <translation>Aucun champ ne dit quelle couverture du sol ont les zones.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/gui/zones_page.py"/>
        <source>Choose the field with the land-cover codes (VLCE2).</source>
        <translation>Choisissez le champ des codes de couverture du sol (VLCE2).</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/layers/build.py"/>
        <source>Dates of the season</source>
        <translation>Dates de la saison</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/layers/build.py"/>
        <source>What limits GPP: shares</source>
        <translation>Ce qui limite la PPB : parts</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/layers/build.py"/>
        <source>Uncertainty and quality</source>
        <translation>Incertitude et qualité</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/layers/build.py"/>
        <location filename="../boreal_gpp_plugin/layers/towers.py"/>
        <source>QGIS can't open {path}.</source>
        <translation>QGIS ne peut pas ouvrir {path}.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/layers/build.py"/>
        <location filename="../boreal_gpp_plugin/layers/towers.py"/>
        <source>Remove the damaged run folder and run again.</source>
        <translation>Supprimez le dossier de calcul endommagé et relancez.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/layers/build.py"/>
        <source>{title}, season</source>
        <translation>{title}, saison</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/layers/build.py"/>
        <source>GPP, every step</source>
        <translation>PPB, chaque pas</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/layers/map_page.py"/>
        <location filename="../boreal_gpp_plugin/layers/metadata.py"/>
        <source>Made by Boreal GPP {version}.</source>
        <translation>Fait par Boreal GPP {version}.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/layers/metadata.py"/>
        <source>Derived data: the terms of use of the input products named in the history apply.</source>
        <translation>Données dérivées : les conditions d'utilisation des produits d'entrée nommés dans l'historique s'appliquent.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/layers/metadata.py"/>
        <source>Request, versions and the fingerprint of each input file are in {file}.</source>
        <translation>La demande, les versions et l'empreinte de chaque fichier d'entrée se trouvent dans {file}.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/layers/metadata.py"/>
        <source>Input: {product}, {count} granules.</source>
        <translation>Donnée d'entrée : {product}, {count} granules.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/layers/metadata.py"/>
        <source>Unit: {unit}.</source>
        <translation>Unité : {unit}.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/layers/metadata.py"/>
        <source>The legend's range is the same for every run, so that maps can be compared.</source>
        <translation>L'étendue de la légende est la même pour tous les calculs, pour que les cartes puissent être comparées.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/layers/metadata.py"/>
        <source>One band per step: {count} steps, {period}.</source>
        <translation>Une bande par pas : {count} pas, {period}.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/layers/metadata.py"/>
        <source>Period: {period}.</source>
        <translation>Période : {period}.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/layers/metadata.py"/>
        <source>One more band shows the whole growing season.</source>
        <translation>Une bande de plus montre la saison de croissance entière.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/layers/project.py"/>
        <source>The project {path} can't be written: {reason}.</source>
        <translation>Le projet {path} ne peut pas être écrit : {reason}.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/layers/project.py"/>
        <source>Free the file or the disk; the run itself is whole.</source>
        <translation>Libérez le fichier ou le disque; le calcul lui-même est complet.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/layers/project.py"/>
        <source>Boreal GPP: {name}, {period}</source>
        <translation>Boreal GPP : {name}, {period}</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/layers/site_maps.py"/>
        <source>Boreal GPP: maps of the site</source>
        <translation>Boreal GPP : cartes du site</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/layers/site_maps.py"/>
        <source>Last fire</source>
        <translation>Dernier feu</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/layers/site_maps.py"/>
        <source>Land cover (NTEMS)</source>
        <translation>Couverture du sol (NTEMS)</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/layers/style.py"/>
        <source>{name} ({area} ha)</source>
        <translation>{name} ({area} ha)</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/layers/table.py"/>
        <source>The table can't be written to {path}.</source>
        <translation>Le tableau ne peut pas être enregistré dans {path}.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/layers/table.py"/>
        <source>Close it where it is open, or choose a folder that can be written to.</source>
        <translation>Fermez-le là où il est ouvert, ou choisissez un dossier où l'on peut écrire.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/layers/tips.py"/>
        <source>growing season, {period}</source>
        <translation>saison de croissance, {period}</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/layers/towers.py"/>
        <source>Flux towers in the site, and the GPP that they measured, g C m-2 d-1, mean of each step.</source>
        <translation>Tours à flux du site et PPB qu'elles ont mesurée, g C m-2 j-1, moyenne de chaque pas.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/layers/zone_layer.py"/>
        <source>Own parameters</source>
        <translation>Paramètres propres</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/layers/zone_layer.py"/>
        <source>Map only here</source>
        <translation>Seulement ici</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/layers/zone_layer.py"/>
        <source>Zones can't be drawn into {path}.</source>
        <translation>Les zones ne peuvent pas être dessinées dans {path}.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/layers/zone_layer.py"/>
        <source>Choose another folder for the results, or remove that file.</source>
        <translation>Choisissez un autre dossier de résultats, ou supprimez ce fichier.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/layers/zone_layer.py"/>
        <source>Repair the polygon</source>
        <translation>Réparer le polygone</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/layers/zone_layer.py"/>
        <source>The zones can't be saved: {reason}.</source>
        <translation>Les zones ne peuvent pas être enregistrées : {reason}.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/layers/zone_layer.py"/>
        <source>Free the file or the disk, and try again.</source>
        <translation>Libérez le fichier ou le disque, puis réessayez.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/layers/zone_layer.py"/>
        <source>Is: {cover}</source>
        <translation>Est : {cover}</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/layers/zones.py"/>
        <source>The zones layer {name} has edits that are not saved.</source>
        <translation>La couche de zones {name} a des modifications non enregistrées.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/layers/zones.py"/>
        <source>Save its edits, then run again.</source>
        <translation>Enregistrez ses modifications, puis relancez.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/plugin.py"/>
        <source>Map gross primary productivity from satellite products</source>
        <translation>Cartographier la productivité primaire brute à partir de produits satellitaires</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/processing/algorithm.py"/>
        <source>gpp,gross primary productivity,boreal,carbon,forest,hls,smap,sentinel-3,modis,ntems</source>
        <translation>ppb,productivité primaire brute,boréal,carbone,forêt,hls,smap,sentinel-3,modis,ntems</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/processing/attribution.py"/>
        <source>Tell what each driver adds to the skill</source>
        <translation>Dire ce que chaque facteur apporte à la performance</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/processing/attribution.py"/>
        <source>Leaves the drivers of a finished run's model out in every combination, fits the model anew and predicts what it was not fitted to. Writes attribution.csv to the run folder and a section to its report: for each stratum each driver's share of the skill (Shapley values, which sum to it), and how much the error grows without the driver, with 5-95 % intervals.

It is association, not cause: drivers that change together share what either of them could explain. It takes about as long as the calibration of 64 models.</source>
        <translation>Retire les facteurs du modèle d'un calcul terminé dans toutes les combinaisons, ajuste le modèle de nouveau et prédit ce à quoi il n'a pas été ajusté. Écrit attribution.csv dans le dossier du calcul et une section dans son rapport : pour chaque strate, la part de chaque facteur dans la performance (valeurs de Shapley, dont la somme est la performance) et de combien l'erreur croît sans lui, avec des intervalles de 5 à 95 %.

C'est une association, non une cause : des facteurs qui changent ensemble partagent ce que chacun pourrait expliquer. Cela dure à peu près autant que le calage de 64 modèles.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/processing/attribution.py"/>
        <location filename="../boreal_gpp_plugin/processing/difference.py"/>
        <location filename="../boreal_gpp_plugin/processing/report.py"/>
        <location filename="../boreal_gpp_plugin/processing/run_set_up.py"/>
        <location filename="../boreal_gpp_plugin/processing/run_site.py"/>
        <location filename="../boreal_gpp_plugin/processing/scenario.py"/>
        <source>Run folder</source>
        <translation>Dossier du calcul</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/processing/attribution.py"/>
        <source>Shares of skill</source>
        <translation>Parts de la performance</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/processing/attribution.py"/>
        <location filename="../boreal_gpp_plugin/processing/report.py"/>
        <location filename="../boreal_gpp_plugin/processing/run_site.py"/>
        <source>Report</source>
        <translation>Rapport</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/processing/build_cube.py"/>
        <source>Build the cube of drivers</source>
        <translation>Construire le cube des facteurs</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/processing/build_cube.py"/>
        <source>Does the first half of Map GPP of a site: finds the products in the inputs folder and fuses them to greenness, temperature, soil moisture and thaw at 30 m, each step with its uncertainty, and to the days of thaw and freezing. No model is calibrated and no GPP is mapped.

Extent: part of the site, in any coordinate system; empty for all that the 30 m inputs cover.
Zones: polygons that burnt or were cut, in the year that the attribute holds or some time within the period; or, with the use each, those whose attribute use says disturbed. Their greenness has one series up to that day and another from it.</source>
        <translation>Fait la première moitié de Cartographier la PPB d'un site : trouve les produits dans le dossier d'entrée et les fusionne en verdure, température, humidité du sol et dégel à 30 m, chaque pas avec son incertitude, et en jours de dégel et de gel. Aucun modèle n'est calé et aucune PPB n'est cartographiée.

Emprise : partie du site, dans n'importe quel système de coordonnées; vide pour tout ce que couvrent les entrées à 30 m.
Zones : polygones qui ont brûlé ou ont été coupés, dans l'année que contient l'attribut ou à un moment de la période; ou, avec l'usage each, ceux dont l'attribut use dit disturbed. Leur verdure a une série jusqu'à ce jour et une autre ensuite.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/processing/build_cube.py"/>
        <source>Field that holds the year of the fire or cut</source>
        <translation>Champ qui contient l'année du feu ou de la coupe</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/processing/build_cube.py"/>
        <source>Language of the legends</source>
        <translation>Langue des légendes</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/processing/build_cube.py"/>
        <source>Cube folder</source>
        <translation>Dossier du cube</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/processing/calibrate_table.py"/>
        <source>Fit GPP models to a table</source>
        <translation>Ajuster des modèles de PPB à un tableau</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/processing/calibrate_table.py"/>
        <source>Fits models of GPP to a table of sites, such as flux towers, and says how well they predict years and whole sites that they were not fitted to. Nothing needs a raster.

Table: a CSV file with the columns site, date, stratum, evi, lst_degc, soil_moisture, thaw_fraction, gpp and, where known, latitude, ndvi, lst_night_degc, par_mj, vpd_kpa, tmin_degc, fpar, lswi. A date is the first day of its step (2021-06-30), or a month (2021-06); steps may be irregular; values that are not known stay empty; rows without gpp still feed the memory of temperature.
Stratum: a class (ENF, DBF, MF, REGEN, WET, WET-treed), a land cover of NTEMS, or any name.
Training sites: names with commas between; the model is fitted to them and predicts the rest. Empty for all.</source>
        <translation>Ajuste des modèles de PPB à un tableau de sites, par exemple de tours à flux, et dit à quel point ils prédisent des années et des sites entiers sur lesquels ils n'ont pas été ajustés. Aucun raster n'est nécessaire.

Tableau : un fichier CSV avec les colonnes site, date, stratum, evi, lst_degc, soil_moisture, thaw_fraction, gpp et, si elles sont connues, latitude, ndvi, lst_night_degc, par_mj, vpd_kpa, tmin_degc, fpar, lswi. Une date est le premier jour de son pas (2021-06-30) ou un mois (2021-06); les pas peuvent être irréguliers; les valeurs inconnues restent vides; les lignes sans gpp alimentent quand même la mémoire de la température.
Strate : une classe (ENF, DBF, MF, REGEN, WET, WET-treed), une couverture du sol NTEMS, ou un nom quelconque.
Sites d'entraînement : des noms séparés par des virgules; le modèle leur est ajusté et prédit les autres. Vide pour tous.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/processing/calibrate_table.py"/>
        <source>Held out in turn</source>
        <translation>Mis de côté à tour de rôle</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/processing/calibrate_table.py"/>
        <source>Training sites</source>
        <translation>Sites d'entraînement</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/processing/calibrate_table.py"/>
        <source>Folder of the tables</source>
        <translation>Dossier des tableaux</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/processing/calibrate_table.py"/>
        <source>Parameters</source>
        <translation>Paramètres</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/processing/calibrate_table.py"/>
        <source>Predictions</source>
        <translation>Prédictions</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/processing/calibrate_table.py"/>
        <source>Validation</source>
        <translation>Validation</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/processing/difference.py"/>
        <source>Explain a difference of GPP</source>
        <translation>Expliquer une différence de PPB</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/processing/difference.py"/>
        <source>Tells how much of the difference of GPP between two zones, two years or two runs comes from each driver, as the model sees it. The parts sum to the difference exactly; each is what the driver adds on average over every order in which the drivers may change.

Zones: a polygon layer and the names of two of its zones; without a layer, the ids of two strata, such as coniferous and wetland.
Years: two years of the run. Runs: the folder of the other run, on the same grid and of the same model.</source>
        <translation>Dit quelle part de la différence de PPB entre deux zones, deux années ou deux calculs vient de chaque facteur, selon le modèle. La somme des parts est exactement la différence; chacune est ce que le facteur apporte en moyenne sur tous les ordres dans lesquels les facteurs peuvent changer.

Zones : une couche de polygones et les noms de deux de ses zones; sans couche, les identifiants de deux strates, par exemple coniferous et wetland.
Années : deux années du calcul. Calculs : le dossier de l'autre calcul, sur la même grille et avec le même modèle.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/processing/difference.py"/>
        <source>Difference between two</source>
        <translation>Différence entre deux</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/processing/difference.py"/>
        <source>First zone or year</source>
        <translation>Première zone ou année</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/processing/difference.py"/>
        <source>Second zone or year</source>
        <translation>Seconde zone ou année</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/processing/difference.py"/>
        <location filename="../boreal_gpp_plugin/processing/run_site.py"/>
        <source>Field that names the zones</source>
        <translation>Champ qui nomme les zones</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/processing/difference.py"/>
        <source>Folder of the other run</source>
        <translation>Dossier de l'autre calcul</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/processing/difference.py"/>
        <source>Table of the parts</source>
        <translation>Tableau des parts</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/processing/difference.py"/>
        <source>GPP: {first:.1f} and {second:.1f} g C m-2</source>
        <translation>PPB : {first:.1f} et {second:.1f} g C m-2</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/processing/inspect.py"/>
        <source>Check the inputs of a site</source>
        <translation>Vérifier les données d'entrée d'un site</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/processing/inspect.py"/>
        <source>Looks through a folder of satellite products, maps and tower tables without running anything. For each product it says what was found: dates, grid, the share of the site with values, copies and gaps. Each problem comes with what to do about it. Files that have not changed since the last check are not opened again.</source>
        <translation>Parcourt un dossier de produits satellitaires, de cartes et de tableaux de tours sans rien exécuter. Pour chaque produit, indique ce qui a été trouvé : dates, grille, part du site avec des valeurs, copies et lacunes. Chaque problème est accompagné de ce qu'il faut faire. Les fichiers inchangés depuis la dernière vérification ne sont pas rouverts.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/processing/inspect.py"/>
        <source>Pages (*.html)</source>
        <translation>Pages (*.html)</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/processing/inspect.py"/>
        <location filename="../boreal_gpp_plugin/processing/site_algorithm.py"/>
        <source>Inputs folder</source>
        <translation>Dossier d'entrée</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/processing/inspect.py"/>
        <location filename="../boreal_gpp_plugin/processing/site_algorithm.py"/>
        <source>Extent</source>
        <translation>Emprise</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/processing/inspect.py"/>
        <location filename="../boreal_gpp_plugin/processing/site_algorithm.py"/>
        <source>First day</source>
        <translation>Premier jour</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/processing/inspect.py"/>
        <location filename="../boreal_gpp_plugin/processing/site_algorithm.py"/>
        <source>Last day</source>
        <translation>Dernier jour</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/processing/inspect.py"/>
        <source>Check-up</source>
        <translation>Vérification</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/processing/report.py"/>
        <source>Write the report of a run again</source>
        <translation>Réécrire le rapport d'un calcul</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/processing/report.py"/>
        <source>Writes report.html of a finished run anew from what its folder holds, in English or French: after a change of language, or after tables were added to the run.</source>
        <translation>Réécrit report.html d'un calcul terminé à partir de ce que contient son dossier, en anglais ou en français : après un changement de langue, ou après l'ajout de tableaux au calcul.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/processing/report.py"/>
        <location filename="../boreal_gpp_plugin/processing/run_site.py"/>
        <source>Language of the report</source>
        <translation>Langue du rapport</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/processing/run_set_up.py"/>
        <source>Run a saved set-up</source>
        <translation>Exécuter une configuration enregistrée</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/processing/run_set_up.py"/>
        <source>Maps GPP of a site as a set-up file says: one that the dock saved, or the run.json of a finished run. Paths in it that lie near the file move with it, so that a folder with inputs and set-up can be shared and run on another computer.

Run folder: where the set-up says, or elsewhere.</source>
        <translation>Cartographie la PPB d'un site selon un fichier de configuration : celui que le panneau a enregistré, ou le run.json d'un calcul terminé. Les chemins proches du fichier le suivent, si bien qu'un dossier avec données et configuration peut être partagé et exécuté sur un autre ordinateur.

Dossier du calcul : celui de la configuration, ou un autre.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/processing/run_set_up.py"/>
        <source>Set-up</source>
        <translation>Configuration</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/processing/run_set_up.py"/>
        <location filename="../boreal_gpp_plugin/processing/scenario.py"/>
        <location filename="../boreal_gpp_plugin/processing/site_algorithm.py"/>
        <source>Project</source>
        <translation>Projet</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/processing/run_site.py"/>
        <source>Map GPP of a site</source>
        <translation>Cartographier la PPB d'un site</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/processing/run_site.py"/>
        <source>Finds the products in the inputs folder, fuses them to a cube of greenness, temperature, soil moisture and thaw at 30 m, calibrates a model of gross primary productivity (GPP) for each stratum of land cover and years since fire, validates it on data held out, and writes maps, tables, a report and a styled project (site.qgz) to the run folder.

Extent: part of the site, in any coordinate system; empty for all that the 30 m inputs cover.
Reference: one, or several that weigh the same; auto takes the finest gridded one in the inputs other than MOD17, and flux towers, where there are any, check the result.
Zones: polygons whose land covers have parameters of their own (stratum), outside of which nothing is mapped (only), or whose attribute holds the VLCE2 code that replaces the land cover (cover), or that burnt or were cut, in the year that the attribute holds or some time within the period (disturbed).
Scenario: a changed climate under which GPP is mapped too, into a folder beside that of the run.</source>
        <translation>Trouve les produits dans le dossier d'entrée, les fusionne en un cube de verdure, de température, d'humidité du sol et de dégel à 30 m, cale un modèle de productivité primaire brute (PPB) pour chaque strate de couverture du sol et d'années depuis le feu, le valide sur des données mises de côté, et écrit dans le dossier du calcul des cartes, des tableaux, un rapport et un projet mis en forme (site.qgz).

Emprise : partie du site, dans un système de coordonnées quelconque; vide pour tout ce que couvrent les données à 30 m.
Référence : une seule, ou plusieurs de même poids; auto prend la référence maillée la plus fine des données d'entrée autre que MOD17, et les tours, s'il y en a, vérifient le résultat.
Zones : polygones dont les couvertures du sol ont leurs propres paramètres (stratum), hors desquels rien n'est cartographié (only), ou dont l'attribut contient le code VLCE2 qui remplace la couverture du sol (cover), ou qui ont brûlé ou ont été coupés, dans l'année que contient l'attribut ou à un moment de la période (disturbed).
Scénario : un climat modifié sous lequel la PPB est aussi cartographiée, dans un dossier à côté de celui du calcul.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/processing/run_site.py"/>
        <source>Reference GPP</source>
        <translation>PPB de référence</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/processing/run_site.py"/>
        <source>Scenario</source>
        <translation>Scénario</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/processing/run_site.py"/>
        <location filename="../boreal_gpp_plugin/processing/scenario.py"/>
        <source>Scenario folder</source>
        <translation>Dossier du scénario</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/processing/run_site.py"/>
        <location filename="../boreal_gpp_plugin/processing/scenario.py"/>
        <source>GPP of each step</source>
        <translation>PPB de chaque pas</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/processing/sample_site.py"/>
        <source>Make a sample site</source>
        <translation>Créer un site d'exemple</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/processing/sample_site.py"/>
        <source>Writes a synthetic boreal site near 54 N 105 W in the real formats and names of HLS, Sentinel-3 SLSTR, SMAP, MODIS and NTEMS, with flux towers and reference GPP. Use the folder as inputs of Map GPP of a site to try everything without downloads. The same seed writes the same site. The truth behind it is in the folder truth, which the main job never reads.</source>
        <translation>Écrit un site boréal synthétique près de 54 N 105 O dans les formats et sous les noms réels de HLS, Sentinel-3 SLSTR, SMAP, MODIS et NTEMS, avec des tours à flux et une PPB de référence. Donnez ce dossier comme entrée à Cartographier la PPB d'un site pour tout essayer sans téléchargement. La même graine écrit le même site. La vérité qui le sous-tend est dans le dossier truth, que la tâche principale ne lit jamais.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/processing/sample_site.py"/>
        <source>Seed</source>
        <translation>Graine</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/processing/sample_site.py"/>
        <source>Length of the sides [km]</source>
        <translation>Longueur des côtés [km]</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/processing/sample_site.py"/>
        <source>Years</source>
        <translation>Années</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/processing/sample_site.py"/>
        <source>Site folder</source>
        <translation>Dossier du site</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/processing/scenario.py"/>
        <source>Rerun under a changed climate</source>
        <translation>Recalculer sous un climat modifié</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/processing/scenario.py"/>
        <source>Changes the drivers of a finished run and maps GPP again with the same parameters, from the run folder alone: temperature by month, dates of thaw and freeze, soil moisture, and greenness that is held or moves with the season. Writes GPP of each step, the change of total GPP with its uncertainty and its range, and the share of GPP that rests on drivers outside their calibrated range.

Presets are illustrative, no forecast: boreal Canada against 1995-2014 under SSP2-4.5 and SSP5-8.5, in 2041-2060 and 2081-2100.
Own table: a CSV file with the columns driver (lst in K, soil_moisture in percent, thaw and freeze in days, negative is earlier), month (1 to 12, or empty for all), change and, for a range, low and high; it replaces the preset.

Not modelled: CO2, nutrients, change of species, new fire, thaw of permafrost.</source>
        <translation>Change les facteurs d'un calcul terminé et cartographie la PPB de nouveau avec les mêmes paramètres, à partir du seul dossier du calcul : température par mois, dates de dégel et de gel, humidité du sol, et verdure, tenue fixe ou déplacée avec la saison. Écrit la PPB de chaque pas, le changement de la PPB totale avec son incertitude et son intervalle, et la part de la PPB qui repose sur des facteurs hors de leur domaine de calage.

Les scénarios prédéfinis sont des illustrations, non des prévisions : le Canada boréal par rapport à 1995-2014 selon SSP2-4.5 et SSP5-8.5, en 2041-2060 et 2081-2100.
Tableau personnel : un fichier CSV avec les colonnes driver (lst en K, soil_moisture en pour cent, thaw et freeze en jours, négatif : plus tôt), month (1 à 12, ou vide pour tous), change et, pour un intervalle, low et high; il remplace le scénario prédéfini.

Non modélisés : CO2, nutriments, changement d'espèces, nouveaux feux, dégel du pergélisol.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/processing/scenario.py"/>
        <source>Preset</source>
        <translation>Scénario prédéfini</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/processing/scenario.py"/>
        <source>Summary by stratum</source>
        <translation>Résumé par strate</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/processing/scenario.py"/>
        <source>Change of total GPP</source>
        <translation>Changement de la PPB totale</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/processing/scenario.py"/>
        <source>Change of total GPP, lowest of the range</source>
        <translation>Changement de la PPB totale, plus bas de l'intervalle</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/processing/scenario.py"/>
        <source>Change of total GPP, highest of the range</source>
        <translation>Changement de la PPB totale, plus haut de l'intervalle</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/processing/site_algorithm.py"/>
        <source>Step [days]</source>
        <translation>Pas [jours]</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/processing/site_algorithm.py"/>
        <source>Use of the zones</source>
        <translation>Usage des zones</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/processing/site_algorithm.py"/>
        <source>SMAP soil moisture and MODIS GPP that count</source>
        <translation>Humidité du sol SMAP et PPB MODIS retenues</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/processing/site_algorithm.py"/>
        <source>SMAP overpasses that count</source>
        <translation>Passages de SMAP qui comptent</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/processing/site_algorithm.py"/>
        <source>Coordinate system of the outputs</source>
        <translation>Système de coordonnées des sorties</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/processing/site_algorithm.py"/>
        <source>Cell size of the outputs</source>
        <translation>Taille de cellule des sorties</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/processing/site_algorithm.py"/>
        <source>Threads, 0 for as many as are sensible</source>
        <translation>Fils d'exécution, 0 pour autant qu'il est raisonnable</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/processing/site_algorithm.py"/>
        <source>Memory of the tiles [GB]</source>
        <translation>Mémoire des tuiles [Go]</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/processing/site_algorithm.py"/>
        <source>Address of a Dask cluster</source>
        <translation>Adresse d'une grappe Dask</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/processing/site_algorithm.py"/>
        <source>The inputs folder {folder} does not exist. Choose another folder.</source>
        <translation>Le dossier d'entrée {folder} n'existe pas. Choisissez un autre dossier.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/tasks/looks.py"/>
        <source>The run in {folder} has no stratum {stratum}.</source>
        <translation>Le calcul de {folder} n'a pas de strate {stratum}.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/tasks/looks.py"/>
        <source>Choose another stratum.</source>
        <translation>Choisissez une autre strate.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/tasks/looks.py"/>
        <source>The run in {folder} has no tower {name}.</source>
        <translation>Le calcul dans {folder} n'a pas de tour {name}.</translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/tasks/looks.py"/>
        <source>Choose a tower of the run, or look at the pixel there.</source>
        <translation>Choisissez une tour du calcul, ou examinez le pixel à cet endroit.</translation>
    </message>
</context>
</TS>
